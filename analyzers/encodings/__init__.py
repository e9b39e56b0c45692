"""Decoding of bytes in an unknown encoding: bytes go in, text and the name of its encoding come out.

`detect` finds the encoding; its function `decode` is `analyzers.decode`. `legacy` decodes the 8-bit encodings
TCVN3, VNI, VISCII and windows-1258, `viqr` the ASCII notation VIQR.
"""
