"""The parts of the engine that use Whoosh: the commit and the write lock, and a codec for plain Whoosh.

Every change to an index needs this folder. `toc` commits a state by writing Whoosh's table of contents, and
has Whoosh's write lock.

The other modules let plain Whoosh open an index, although the segments have a format of their own. `codec`
opens segments and reads terms, `matcher` walks over a posting list, and `codec_documents` reads the data of
documents. No other folder imports Whoosh, and no search loads it.
"""
