"""Whoosh's view of a columnar index."""
