"""From a corpus folder to records: every value read keeps its line and column."""
