"""Records → RDF: pure functions from one record to its triples, streamed, no graph in the middle."""
