"""Which index fields there are (text fields x layers), and how documents become their streams of terms."""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from searchidx import abbreviations, unaccented_articles
from searchidx.engines.base import Batch, FieldSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analyzers.bulk import Analyzer, Stream
    from searchidx.model import Document

SCHEMA_VERSION = "2"
"""Raised whenever documents would be analysed or laid out in another way: older indexes are then refused."""

TEXT_FIELDS = ("title", "body")
KEYWORD_FIELDS = ("source", "category")


class Layers(NamedTuple):
    """The names of the index fields that hold the layers of one text field."""

    exact: str
    folded: str
    words: str
    pairs: str


@cache
def layers(field: str) -> Layers:
    """Return the index fields of a text field."""
    return Layers(exact=field, folded=f"{field}_folded", words=f"{field}_words", pairs=f"{field}_pairs")


def fields() -> tuple[FieldSpec, ...]:
    """Return all analysed index fields."""
    specs: list[FieldSpec] = []
    for name in TEXT_FIELDS:
        of = layers(name)
        specs += [
            FieldSpec(of.exact, positions=True),
            FieldSpec(of.folded, positions=True, folds=of.exact, signature=name == "body"),
            FieldSpec(of.words, positions=False),
            FieldSpec(of.pairs, positions=False, pairs_of=of.exact),
        ]
    specs += [FieldSpec(name, positions=True) for name in KEYWORD_FIELDS]
    specs += [FieldSpec(name, positions=False) for name in (abbreviations.FIELD, unaccented_articles.FIELD)]
    return tuple(specs)


def fingerprint() -> str:
    """Return a short hash of all that decides which terms a document has in an index."""
    return f"{zlib.crc32(repr((SCHEMA_VERSION, fields())).encode()):08x}"


TITLE_FALLBACK_WORDS = 50
"""Words of the body that stand in for a missing title: an article tells first what it is about."""


def _searched(document: Document, field: str) -> str:
    if field == "title" and not document.title.strip():
        return " ".join(document.body.split(None, TITLE_FALLBACK_WORDS)[:TITLE_FALLBACK_WORDS])
    text: str = getattr(document, field)
    return text


def _counted(words: Stream) -> Stream:
    """Return the words by their own numbers in each text, not by those of their syllables."""
    import numpy as np

    lengths = words.offsets[1:] - words.offsets[:-1]
    numbers = np.arange(len(words.ids)) - np.repeat(words.offsets[:-1], lengths)
    return replace(words, positions=numbers.astype(np.int32), lengths=lengths.astype(np.int32))


def analyze(documents: Sequence[Document], analyzer: Analyzer) -> Batch:
    """Return the documents with the terms of all their layers."""
    streams: dict[str, Stream] = {}
    analyses = []
    for name in TEXT_FIELDS:
        of = layers(name)
        analysis = analyzer.analyze([_searched(document, name) for document in documents])
        analyses.append(analysis)
        streams |= {of.exact: analysis.exact, of.folded: analysis.folded, of.words: _counted(analysis.words)}
    for name in KEYWORD_FIELDS:
        streams[name] = analyzer.analyze([getattr(document, name) for document in documents]).folded
    whole = [f"{document.title}\n{document.body}" for document in documents]
    streams[abbreviations.FIELD] = abbreviations.stream(whole)
    streams[unaccented_articles.FIELD] = unaccented_articles.stream(analyses)
    return Batch(tuple(documents), streams)


class DocumentAnalyzer:
    """`analyze` with an analyzer that is made when first needed; pickled, it is another process's own."""

    def __init__(self) -> None:
        self._analyzer: Analyzer | None = None

    def __call__(self, documents: Sequence[Document], /) -> Batch:
        """Return the documents with the terms of all their layers."""
        if self._analyzer is None:
            from analyzers.bulk import Analyzer

            self._analyzer = Analyzer()
        return analyze(documents, self._analyzer)

    def __reduce__(self) -> tuple[Callable[[], DocumentAnalyzer], tuple[()]]:
        return _of_this_process, ()


@cache
def _of_this_process() -> DocumentAnalyzer:
    return DocumentAnalyzer()
