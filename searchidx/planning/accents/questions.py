"""Which phrases do questions contain? They are too rare in the corpus, because articles seldom ask."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Final

MIN_QUESTION_SHARE: Final = 0.03
"""The share of the documents that are assumed, at least, to contain a syllable or pair of `QUESTIONS`."""

QUESTIONS: Final = (
    "bao nhiêu",
    "bao lâu",
    "bao giờ",
    "có mấy",
    "thứ mấy",
    "năm mấy",
    "ở đâu",
    "là ai",
    "là gì",
    "như thế nào",
    "khi nào",
    "vì sao",
    "tại sao",
)
"""The most frequent phrases of questions."""


@cache
def question_pairs() -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbouring syllables in `QUESTIONS`."""
    return frozenset(pair for question in QUESTIONS for pair in pairwise(question.split()))


@cache
def question_texts() -> frozenset[str]:
    """Return the syllables and the pairs ("a b") of `QUESTIONS`."""
    pairs = question_pairs()
    return frozenset(map(" ".join, pairs)).union(*pairs)


def with_question_floor(document_frequencies: dict[str, float], documents: int) -> dict[str, float]:
    """Return a copy of the document frequencies, with a minimum for each of the `question_texts`.

    The minimum is `MIN_QUESTION_SHARE` of the number of `documents`. Texts that are not keys of
    `document_frequencies` are not added.
    """
    floor = MIN_QUESTION_SHARE * documents
    raised = {
        text: max(document_frequencies[text], floor)
        for text in question_texts() & document_frequencies.keys()
    }
    return document_frequencies | raised
