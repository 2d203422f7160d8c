"""Stored questions: files of SPARQL with a header, what people type as values, and the two put together."""
