"""The file format of an index: modules that write arrays to files and read them back.

`x_writer.py` writes what `x.py` reads, and the docstring of `x.py` describes the layout with an example.
Begin with `container`, then read `fields`, `document_lists`, `small_ints`, `dictionary` and `posting_lists`,
then the others. The docstring of `segment_writer` lists the sections of a segment.
"""
