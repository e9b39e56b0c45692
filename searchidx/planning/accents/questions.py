"""What do queries ask with? Articles seldom ask, so their pairs say little about these words."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Final

MIN_QUESTION_SHARE: Final = 0.03
"""The syllables and pairs of `QUESTIONS` count as if at least this share of the documents had them."""


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
"""The questions, in the words that are asked with most."""


@cache
def question_pairs() -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbours in questions."""
    return frozenset(pair for question in QUESTIONS for pair in pairwise(question.split()))


@cache
def question_texts() -> frozenset[str]:
    """Return the syllables and the pairs ("a b") of questions."""
    pairs = question_pairs()
    return frozenset(map(" ".join, pairs)).union(*pairs)


def with_question_floor(frequencies: dict[str, float], documents: int) -> dict[str, float]:
    """Return the document frequencies of syllables, raised to `MIN_QUESTION_SHARE` for those of questions."""
    floor = MIN_QUESTION_SHARE * documents
    raised = {text: max(frequencies[text], floor) for text in question_texts() & frequencies.keys()}
    return frequencies | raised
