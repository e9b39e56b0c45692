"""How is each peer run? There is one module for each peer, which imports the peer only when it is used.

The engines get articles as `layers.Prepared`. They return CPU seconds, or the number of hits of a search.
"""
