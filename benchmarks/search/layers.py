"""Which terms do the peers index? Those of all index fields, made by searchidx's own analysis.

Peers divide terms at blanks, so a pair has PAIR_JOINT between its syllables where searchidx has a blank.
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

_BATCH_SIZE: Final = 500
"""The number of documents that are analysed at a time."""

PAIR_JOINT = "_"
"""The character between the syllables of a pair."""

PositionedTerms = list[tuple[str, int]]
"""The terms of one field of one document, with their positions."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document, and the terms of all its index fields: field -> terms with positions."""

    document: Document
    terms: dict[str, PositionedTerms]


def prepared(documents: Iterable[Document]) -> Iterator[Prepared]:
    """Yield the documents with their terms."""
    analyzer, remaining = Analyzer(), iter(documents)
    while batch := list(islice(remaining, _BATCH_SIZE)):
        streams = schema.analyze(batch, analyzer).streams
        for index, document in enumerate(batch):
            terms = {name: _terms(stream, index) for name, stream in streams.items()}
            terms |= {spec.name: _pairs(terms[spec.pairs_of]) for spec in schema.fields() if spec.pairs_of}
            yield Prepared(document, terms)


def peer_text(field: str, text: str) -> str:
    """Return a term of searchidx as the peers index it."""
    return text.replace(" ", PAIR_JOINT) if field.endswith("_pairs") else text


def _terms(stream: Stream, index: int) -> PositionedTerms:
    """Return the terms of the document at an index of the batch."""
    start, end = stream.offsets[index : index + 2].tolist()
    terms = map(stream.vocabulary.__getitem__, stream.ids[start:end].tolist())
    return list(zip(terms, stream.positions[start:end].tolist(), strict=True))


def _pairs(terms: PositionedTerms) -> PositionedTerms:
    """Return every term joined to each term of the position before it; terms ascend by position."""
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
