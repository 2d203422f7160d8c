"""SPARQL over a graph: a read-only engine with limits, and answers that people can read."""
