"""Vietnamese text analysis for search, usable on its own: text in, tokens out."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

# Functions that share their module's name are imported at once: a later import of the module would hide them.
from analyzers.fold import fold
from analyzers.normalize import normalize

if TYPE_CHECKING:
    from analyzers.bulk import Analysis, Analyzer, Stream
    from analyzers.encodings.detect import decode
    from analyzers.errors import AnalysisError
    from analyzers.offsets import word_spans
    from analyzers.segment import tokenize
    from analyzers.spans import syllables, words
    from analyzers.splitter import sentences
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

_MODULES = {
    "Analysis": "bulk",
    "AnalysisError": "errors",
    "Analyzer": "bulk",
    "Kind": "tokens",
    "Stream": "bulk",
    "Token": "tokens",
    "decode": "encodings.detect",
    "sentences": "splitter",
    "syllables": "spans",
    "tokenize": "segment",
    "word_spans": "offsets",
    "words": "spans",
}


if not TYPE_CHECKING:  # to whom any name would be one of ours

    def __getattr__(name: str) -> Any:
        """Import what is asked for on its first use: only segmentation and bulk analysis need numpy."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = value
        return value
