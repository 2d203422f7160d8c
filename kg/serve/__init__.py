"""The graph over HTTP: a SPARQL endpoint, a query page, and a page for every name."""
