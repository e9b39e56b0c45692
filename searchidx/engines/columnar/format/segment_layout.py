"""Names of sections that the writer and the reader of a segment share (segment_writer.py describes them)."""

SKETCHES = "sketches"
"""The section with the sketches of all documents."""
