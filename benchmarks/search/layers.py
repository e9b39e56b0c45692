"""Which terms do the peers index? The terms of all index fields, made by searchidx's own analysis.

The peers split terms at blanks. Their pairs therefore have PAIR_JOINT between the syllables, instead of the
blank in searchidx.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from analyzers.bulk import Analyzer
from searchidx import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analyzers.bulk import Stream
    from searchidx.model import Document

_BATCH_DOCUMENTS: Final = 500
"""The number of documents in a batch that is analysed at a time."""

PAIR_JOINT = "_"
"""The character between the syllables of a pair."""

PositionedTerms = list[tuple[str, int]]
"""The terms of one field of one document, with their positions."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document, and index field -> its terms with positions."""

    document: Document
    terms: dict[str, PositionedTerms]


def prepared(documents: Iterable[Document]) -> Iterator[Prepared]:
    """Yield each document with its terms, including the terms of pair fields."""
    analyzer, remaining = Analyzer(), iter(documents)
    while batch := list(islice(remaining, _BATCH_DOCUMENTS)):
        streams = schema.analyze(batch, analyzer).streams
        for index, document in enumerate(batch):
            terms = {name: _terms(stream, index) for name, stream in streams.items()}
            terms |= {spec.name: _pairs(terms[spec.pairs_of]) for spec in schema.fields() if spec.pairs_of}
            yield Prepared(document, terms)


def peer_text(field: str, text: str) -> str:
    """Return the text of a term in the form that the peers index. `field` is its index field."""
    return text.replace(" ", PAIR_JOINT) if field.endswith("_pairs") else text


def _terms(stream: Stream, index: int) -> PositionedTerms:
    """Return the terms of the document at `index` in the batch of the stream."""
    start, end = stream.offsets[index : index + 2].tolist()
    terms = map(stream.vocabulary.__getitem__, stream.ids[start:end].tolist())
    return list(zip(terms, stream.positions[start:end].tolist(), strict=True))


def _pairs(terms: PositionedTerms) -> PositionedTerms:
    """Return each term joined to every term of the previous position, which is the position of the pair.

    The terms must be in ascending order of positions.
    """
    pairs: PositionedTerms = []
    terms_before: list[str] = []
    terms_here: list[str] = []
    current = -1
    for term, position in terms:
        if position != current:
            terms_before, terms_here = (terms_here if position == current + 1 else []), []
            current = position
        terms_here.append(term)
        pairs += [(f"{left}{PAIR_JOINT}{term}", position - 1) for left in terms_before]
    return pairs
