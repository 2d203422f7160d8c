"""Pages that people look at, offline: the network view, and the explorer."""
