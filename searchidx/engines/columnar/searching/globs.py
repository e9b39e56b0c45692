"""Finds the documents whose path fits a pattern of names with wildcards (`TermGlob`)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np

from searchidx.engines.columnar.format.dictionary import text_of

if TYPE_CHECKING:
    from searchidx.engines.columnar.arrays import SegmentDocuments
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
    from searchidx.engines.plan import TermGlob

TERMS_AT_ONCE: Final = 1 << 12
"""The number of terms that are read and compared together."""

ANY_NAMES: Final = "**"
"""The name in a pattern that stands for any number of names."""


def documents_of_glob(segment: SearchableSegment, condition: TermGlob) -> SegmentDocuments:
    """Return the documents, ascending, that have a term of the field which fits the pattern.

    Deleted documents are included. An unknown field has none. Every term of the field is compared. Raises
    ValueError for a folded field, for its base field, whose lists have another order than its terms, and for
    a field of pairs.
    """
    field = condition.field
    if field not in segment.specs:
        return np.zeros(0, np.uint32)
    spec = segment.specs[field]
    if spec.folds or spec.pairs_of or any(other.folds == field for other in segment.specs.values()):
        raise ValueError(f"the field {field!r} has no whole terms")
    lists, fits = segment.posting_lists(field), glob_pattern(condition.pattern).match
    documents = [np.zeros(0, np.uint32)]
    for first in range(0, len(lists), TERMS_AT_ONCE):
        end = min(first + TERMS_AT_ONCE, len(lists))
        # Neighbouring terms often fit together, as the files of a folder do. Their lists are read together.
        for is_match, numbers in groupby(
            zip(range(first, end), lists.terms(first, end), strict=True),
            key=lambda numbered: fits(text_of(numbered[1])) is not None,
        ):
            if is_match:
                in_row = [number for number, _ in numbers]
                documents.append(lists.documents(in_row[0], in_row[-1] + 1))
    return np.unique(np.concatenate(documents))


@lru_cache(maxsize=64)
def glob_pattern(pattern: str) -> re.Pattern[str]:
    """Return the regular expression that matches the beginning of a term that fits a pattern.

    A block of names between two `**` is searched from left to right, and its first place is kept, because
    later places leave fewer names for the next block. For the same reason, each `*` takes as little of a name
    as it can. The groups are atomic, so that nothing is tried twice, and the time is linear in the number of
    names of the term for each block.
    """
    names = [name for name in pattern.split("/") if name]
    blocks = [list(block) for is_any, block in groupby(names, ANY_NAMES.__eq__) if not is_any]
    expressions = ["/++".join(map(_name_expression, block)) for block in blocks]
    return re.compile(
        "".join([rf"(?>.*?(?<=/)(?!/){expression}(?=/))" for expression in expressions]), re.DOTALL
    )


def _name_expression(name: str) -> str:
    """Return the regular expression of one name, with an atomic group for each star but the last."""
    first, *others = [
        "".join(["[^/]" if letter == "?" else re.escape(letter) for letter in piece])
        for piece in re.split(r"\*+", name)
    ]
    if not others:
        return first
    *middle, last = others
    return first + "".join([f"(?>[^/]*?{piece})" for piece in middle]) + f"[^/]*{last}"
