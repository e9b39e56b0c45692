"""The terms of every layer, made for the peers by searchidx's own analysis: what they index is the same."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from analyzers.bulk import Analyzer
from searchidx import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analyzers.bulk import Stream
    from searchidx.model import Document

_BATCH = 500

PAIR = "_"
"""Between the terms of a pair, in place of searchidx's blank: peers part terms at blanks."""

Placed = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document and the terms, with their positions, of all its index fields."""

    document: Document
    terms: dict[str, Placed]


def prepared(documents: Iterable[Document]) -> Iterator[Prepared]:
    """Analyse documents for a peer."""
    analyzer, rest = Analyzer(), iter(documents)
    while batch := list(islice(rest, _BATCH)):
        streams = schema.analyze(batch, analyzer).streams
        for at, document in enumerate(batch):
            terms = {name: _placed(stream, at) for name, stream in streams.items()}
            terms |= {spec.name: _pairs(terms[spec.pairs_of]) for spec in schema.fields() if spec.pairs_of}
            yield Prepared(document, terms)


def peer_text(field: str, text: str) -> str:
    """Return a term of searchidx as the peers have it."""
    return text.replace(" ", PAIR) if field.endswith("_pairs") else text


def _placed(stream: Stream, at: int) -> Placed:
    low, high = stream.offsets[at : at + 2].tolist()
    names = map(stream.vocabulary.__getitem__, stream.ids[low:high].tolist())
    return list(zip(names, stream.positions[low:high].tolist(), strict=True))


def _pairs(placed: Placed) -> Placed:
    pairs: Placed = []
    before: list[str] = []
    here: list[str] = []
    position = -1
    for term, at in placed:
        if at != position:
            before, here = (here if at == position + 1 else []), []
            position = at
        here.append(term)
        pairs += [(f"{left}{PAIR}{term}", at - 1) for left in before]
    return pairs
