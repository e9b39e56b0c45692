"""How is Vietnamese text read for search? Text goes in; terms, tokens and words come out.

The package knows no index, no query and no file, and is usable on its own. A reader's order of its modules:

1. Spelling: `alphabet` (the letters), `orthography` (which syllables can be spelt), `accentuations` (which
   of them differ in accents only), `normalize` (one spelling), `fold` (accents off), `keystrokes` and `ime`
   (text typed while the keyboard method was off), `encodings/` (bytes to text), `splitter` (sentences).
2. The tokens of one text: `tokens` (the values), `clean` (a chunk as it is read), `scan` (its parts and
   codes), `spans` (the functions `syllables` and `words`, with places in the caller's own text).
3. pyvi's words: `pieces` (how pyvi cuts a text), `model` and `word_list` (what pyvi learned), `crf_reference`
   (its decision, piece by piece), `piece_table` and `crf` (the same decision for whole arrays), `chunks` and
   `segment` (texts to words), `offsets` (where the words are), `alignment` (pieces in terms of parts).
4. All layers of many texts, for an index: `streams` (the values), `growing_tables` (ids, growing arrays),
   `chunk_table` and `word_vocabulary` (what is remembered of chunks and words), `bulk` (the `Analyzer`).

`errors` has the exceptions. docs/analysis.md shows every function with examples.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

# These two functions share their module's name. They are imported at once, because a later import of the
# module would put the module in the place of the function.
from analyzers.fold import fold
from analyzers.normalize import normalize

if TYPE_CHECKING:
    from analyzers.bulk import Analyzer
    from analyzers.encodings.detect import decode
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
    "decode": "encodings.detect",
    "sentences": "splitter",
    "syllables": "spans",
    "tokenize": "segment",
    "word_spans": "offsets",
    "words": "spans",
}
"""The module of every public name that is imported on its first use."""


if not TYPE_CHECKING:  # A type checker would take this function to mean that every name exists.

    def __getattr__(name: str) -> Any:
        """Import a public name on its first use, because only segmentation and bulk analysis need numpy."""
        if name not in _HOME_MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_HOME_MODULES[name]}"), name)
        globals()[name] = value
        return value
