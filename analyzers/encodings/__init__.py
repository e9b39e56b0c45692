"""In which encoding are these bytes? Bytes go in, text and the name of its encoding come out.

`detect` decides (its `decode` is `analyzers.decode`); `legacy` and `viqr` decode the Vietnamese encodings for
which Python has no codec.
"""
