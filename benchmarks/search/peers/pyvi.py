"""How is pyvi run? It segments words, which every peer needs before it can index words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benchmarks.search.corpus import size_of

if TYPE_CHECKING:
    from benchmarks.search.corpus import Corpus


def tokenize(corpus: Corpus, number: int) -> tuple[float, int]:
    """Segment titles and bodies of `number` articles. Return the CPU seconds and the bytes of text."""
    from pyvi import ViTokenizer

    ViTokenizer.tokenize("Bộ Công an")  # Loads the model, which is not measured.
    seconds, size = 0.0, 0
    for document in corpus.documents(number):
        began = time.process_time()
        ViTokenizer.tokenize(document.title)
        ViTokenizer.tokenize(document.body)
        seconds += time.process_time() - began
        size += size_of(document)
    return seconds, size
