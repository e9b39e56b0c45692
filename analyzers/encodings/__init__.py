"""Old Vietnamese encodings: bytes or font letters go in; text and the name of the encoding come out.

- `detect` finds the encoding of bytes; its function `decode` is `analyzers.decode`. `legacy` decodes the
  8-bit encodings TCVN3, VNI, VISCII and windows-1258. `viqr` decodes the ASCII notation VIQR, and
  `viqr_punctuation` tells its tone marks from punctuation.
- `legacy_fonts` finds the lines of a Unicode text that are in the letters of TCVN3 or VNI fonts; its function
  `convert_font_text` is `analyzers.convert_font_text`. `font_letters` converts these letters.
- `plausibility` says whether a word may be Vietnamese. Both detections count such words.
"""
