"""The graph over HTTP: a SPARQL endpoint, and a page for each thing that the graph names."""
