"""One segment, opened for reading."""
