"""Pages that people look at: a network on one offline page."""
