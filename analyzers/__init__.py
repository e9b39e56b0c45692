"""Vietnamese text analysis for search: text goes in; terms, tokens and words come out.

The package knows no index, no query and no file, and can be used on its own. Read its modules in this order:

1. Spelling
   - Letters and syllables: `alphabet`, `rhyme_table` (the rules), `orthography` (is this a possible syllable,
     and which letter bears the tone mark?), `accentuations` (the syllables that differ in accents only).
   - One spelling of a text: `invisible` (characters), `composition` (NFC), `compatibility` (characters that
     Unicode has twice), `normalize`. Accents removed: `fold`.
   - `listed_words` (is this a word of pyvi's word list?).
   - Telex and VNI typing: `keystrokes` (one word), `ime` (a whole text).
   - Bytes in UTF-8, UTF-16 and the old Vietnamese encodings, and text in the letters of old fonts:
     `encodings/`.
   - Sentence splitting: `splitter`.
2. The tokens of one text, with their offsets in the caller's string
   - `tokens` (the returned values), `clean` (Unicode form and HTML entities of a chunk), `camel_case`
     (syllables typed together with capitals), `scan` (the syllables, numbers and codes of a chunk), `spans`
     (the functions `syllables` and `words`).
3. Word segmentation: the CRF model of pyvi, run on numpy arrays
   - `pieces` (cuts a text as pyvi does), `model_files`, `crf_model` and `word_list` (read the files of pyvi),
     `crf_reference` (labels the pieces of one text in a loop), `piece_table` and `crf` (label arrays of
     pieces).
   - `chunks` and `segment` (from texts to words), `offsets` (from words to offsets in the texts),
     `alignment` (how many parts of `scan` begin in each piece).
4. The exact, folded and words layers of many texts as arrays, for an index
   - `streams` (the returned values), `growing_tables` (ids and growing arrays), `chunk_table` and
     `word_vocabulary` (caches of distinct chunks and words), `bulk` (the class `Analyzer`).
5. Several ways to write one thing
   - `form_table` (which other forms does a part of a text have?), `common_abbreviations` (the table of the
     usual abbreviations of places and offices).

`errors` has the exceptions. docs/analysis.md shows the functions with examples.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

# Each of these two functions has the name of its module. A later import of the module would replace the
# function by the module as an attribute of this package, so both are imported now.
from analyzers.fold import fold
from analyzers.normalize import normalize

if TYPE_CHECKING:
    from analyzers.bulk import Analyzer
    from analyzers.encodings.detect import decode
    from analyzers.encodings.legacy_fonts import convert_font_text
    from analyzers.errors import AnalysisError
    from analyzers.offsets import word_spans
    from analyzers.segment import tokenize
    from analyzers.spans import syllables, words
    from analyzers.splitter import sentences
    from analyzers.streams import Analysis, Stream
    from analyzers.tokens import Kind, Token

__all__ = [
    "Analysis",
    "AnalysisError",
    "Analyzer",
    "Kind",
    "Stream",
    "Token",
    "convert_font_text",
    "decode",
    "fold",
    "normalize",
    "sentences",
    "syllables",
    "tokenize",
    "word_spans",
    "words",
]

_HOME_MODULES = {
    "Analysis": "streams",
    "AnalysisError": "errors",
    "Analyzer": "bulk",
    "Kind": "tokens",
    "Stream": "streams",
    "Token": "tokens",
    "convert_font_text": "encodings.legacy_fonts",
    "decode": "encodings.detect",
    "sentences": "splitter",
    "syllables": "spans",
    "tokenize": "segment",
    "word_spans": "offsets",
    "words": "spans",
}
"""The module of each public name that is imported on first use."""


if not TYPE_CHECKING:  # A type checker that sees `__getattr__` accepts every name.

    def __getattr__(name: str) -> Any:
        """Import a public name on first use. So numpy is loaded only for segmentation and bulk analysis."""
        if name not in _HOME_MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_HOME_MODULES[name]}"), name)
        globals()[name] = value
        return value
