"""Which documents are copies of one story, as when several papers print the same report of an agency?

Two pure functions answer this question in two steps:

1. `sketch` turns the bodies of a batch into sketches during indexing. The engine stores the sketches.
   Documents with an equal band are candidates.
2. `compare` decides from the whole texts whether two candidates are copies.
"""
