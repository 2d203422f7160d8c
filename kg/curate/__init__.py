"""Help for curators: what is done, what is open."""
