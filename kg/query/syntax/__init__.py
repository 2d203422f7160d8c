"""SPARQL as a language: tokens with places, the grammar, a reader that finds where a query goes wrong, its patterns."""
