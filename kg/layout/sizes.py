"""Sizes that every step of a layout keeps to, in pixels of the page at its natural zoom."""

LIMIT = 5_000.0  # no coordinate is further from 0: Gephi leaves such positions alone
BOX = (150.0, 70.0)  # room for a node with its label, width and height
READABLE = 300  # nodes whose labels can all be read at first sight
