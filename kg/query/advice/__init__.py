"""Words for people: why a query was refused, and what a reader should know about an answer."""
