"""How is each peer run? One module for each; it imports the peer only when it is used.

Articles go in as `layers.Prepared`; CPU seconds, or the number of hits of a search, come out.
"""
