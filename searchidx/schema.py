"""Which fields does an index have, and how do documents become streams of their terms?

The text fields `title` and `body` have four index fields each, their layers. The field `furniture` has the
first two layers. Each keyword field has three index fields (`keyword_values.py`): `source` has its syllables,
`source_values` its whole values, and `source_values_folded` these values without accents. The address fields
`path` and `url` have one index field each. One more index field holds the definitions of abbreviations in the
articles, and one holds a mark on unaccented articles. For the title "Bộ Công an", the layers hold:

    title         exact    bộ | công | an        (and codes such as 03/2019/nđ-cp in addition to their parts)
    title_folded  folded   bo | cong | an        (at the positions of the exact terms)
    title_words   words    bộ | công_an
    title_pairs   pairs    bộ công | công an     (derived by the engine from the exact terms)
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from searchidx import abbreviations, keyword_values, unaccented_articles
from searchidx.engines.base import Batch, FieldSpec
from searchidx.keyword_values import KEYWORD_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analyzers.bulk import Analyzer
    from analyzers.streams import Stream
    from searchidx.model import Document

SCHEMA_VERSION = "4"
"""The version of the analysis, which is part of the fingerprint of every index.

Increase the version whenever the analysis of a document results in other terms than before.
"""

TEXT_FIELDS = ("title", "body")
"""The fields of running text, with four layers each. A query searches both fields unless it names one."""

FURNITURE = "furniture"
"""The field with the furniture of pages, which has only the exact and the folded layer.

A query that names no field also searches it, with less weight and without rescoring.
"""

WHOLE_ADDRESS_FIELDS = ("path", "url")
"""The fields whose index field holds one term: the whole path or URL, in the spelling of `address_term`."""

TITLE_FALLBACK_WORDS = 50
"""The number of words at the start of the body that are indexed as the title of a document without one."""


class Layers(NamedTuple):
    """The names of the index fields that hold the layers of one text field."""

    exact: str
    folded: str
    words: str
    pairs: str


@cache
def layers(field: str) -> Layers:
    """Return the names of the four layers of a text field: `layers("title").words` is `"title_words"`.

    An index has only the first two layers of `FURNITURE`.
    """
    return Layers(exact=field, folded=f"{field}_folded", words=f"{field}_words", pairs=f"{field}_pairs")


def fields(keywords: Sequence[str] = ()) -> tuple[FieldSpec, ...]:
    """Return a `FieldSpec` for each index field, in a fixed order.

    An index is created with these fields, and its fingerprint depends on them. `keywords` are the keyword
    fields of the index in addition to `KEYWORD_FIELDS`.
    """
    specs: list[FieldSpec] = []
    for name in TEXT_FIELDS:
        layer_names = layers(name)
        specs += [
            FieldSpec(layer_names.exact, positions=True),
            FieldSpec(layer_names.folded, positions=True, folds=layer_names.exact, signature=name == "body"),
            FieldSpec(layer_names.words, positions=False),
            FieldSpec(layer_names.pairs, positions=False, pairs_of=layer_names.exact),
        ]
    exact, folded, _, _ = layers(FURNITURE)
    specs += [FieldSpec(exact, positions=True), FieldSpec(folded, positions=True, folds=exact)]
    for name in (*KEYWORD_FIELDS, *keywords):
        values = keyword_values.value_fields(name)
        specs += [
            FieldSpec(name, positions=True),
            FieldSpec(values.written, positions=True),
            FieldSpec(values.folded, positions=True, folds=values.written),
        ]
    specs += [FieldSpec(name, positions=False) for name in WHOLE_ADDRESS_FIELDS]
    specs += [FieldSpec(name, positions=False) for name in (abbreviations.FIELD, unaccented_articles.FIELD)]
    return tuple(specs)


def fingerprint(keywords: Sequence[str] = ()) -> str:
    """Return eight hexadecimal digits that identify the index fields and the version of the analysis."""
    return f"{zlib.crc32(repr((SCHEMA_VERSION, fields(keywords))).encode()):08x}"


def analyze(documents: Sequence[Document], analyzer: Analyzer, keywords: Sequence[str] = ()) -> Batch:
    """Return a `Batch`: the documents, a stream for each index field but the fields of pairs, and sketches.

    A blank title is indexed as the first `TITLE_FALLBACK_WORDS` words of the body. `keywords` are the
    keyword fields of the index in addition to `KEYWORD_FIELDS`.
    """
    from analyzers.streams import Stream
    from searchidx.copies.sketch import sketches

    streams: dict[str, Stream] = {}
    analyses = []
    for name in TEXT_FIELDS:
        layer_names = layers(name)
        analysis = analyzer.analyze([indexed_text(document, name) for document in documents])
        analyses.append(analysis)  # the analysis of the body is the last one
        streams[layer_names.exact] = analysis.exact
        streams[layer_names.folded] = analysis.folded
        streams[layer_names.words] = _number_words(analysis.words)
    furniture = analyzer.analyze([document.furniture for document in documents])
    exact, folded, _, _ = layers(FURNITURE)
    streams[exact], streams[folded] = furniture.exact, furniture.folded
    for name in (*KEYWORD_FIELDS, *keywords):
        values = [keyword_values.values_of(document, name) for document in documents]
        streams[name] = analyzer.analyze([", ".join(each) for each in values]).folded
        streams |= keyword_values.streams(name, values)
    for name in WHOLE_ADDRESS_FIELDS:
        addresses = [getattr(document, name) for document in documents]
        streams[name] = Stream.of_terms([[address_term(each)] if each else [] for each in addresses])
    articles = [f"{document.title}\n{document.body}" for document in documents]
    streams[abbreviations.FIELD] = abbreviations.stream(articles)
    streams[unaccented_articles.FIELD] = unaccented_articles.stream(analyses)
    return Batch(tuple(documents), streams, sketches(analyses[-1].folded))


def address_term(address: str) -> str:
    """Return the term of a path or URL: in small letters and without accents, with a slash at each end.

    The slashes mark the ends, so that a pattern of whole names can be found in the same way everywhere.
    Hyphens, underscores and blanks are the same, because folders are named in all of these ways. For example,
    `tin/Thế_giới/1.txt` has the term `/tin/the-gioi/1.txt/`.
    """
    folded = keyword_values.folded_value(address).strip("/")
    return f"/{folded.translate(_JOINERS)}/"


_JOINERS = str.maketrans(" _", "--")
"""The characters between the words of a name, which are indexed as hyphens."""


def indexed_text(document: Document, field: str) -> str:
    """Return the text that is indexed for a text field or `FURNITURE`.

    The text of a blank title is the first `TITLE_FALLBACK_WORDS` words of the body.
    """
    if field == "title" and not document.title.strip():
        return " ".join(document.body.split(None, TITLE_FALLBACK_WORDS)[:TITLE_FALLBACK_WORDS])
    text: str = getattr(document, field)
    return text


def _number_words(words: Stream) -> Stream:
    """Return the stream with word positions 0, 1, 2, ... and lengths in words, both counted in each text.

    In the analyzer's stream, positions and lengths count syllables.
    """
    import numpy as np

    word_counts = words.offsets[1:] - words.offsets[:-1]
    # `positions` has, for each word, its index in the stream less the index of the first word of its text.
    positions = np.arange(len(words.ids)) - np.repeat(words.offsets[:-1], word_counts)
    return replace(words, positions=positions.astype(np.int32), lengths=word_counts.astype(np.int32))


class DocumentAnalyzer:
    """A callable that analyses documents. It creates its analyzer on the first call.

    `keywords` are the keyword fields of the index in addition to `KEYWORD_FIELDS`. An analyzer can be pickled
    and sent to a worker. Unpickling always returns the same instance in a process, so all calls in this
    process share what the analyzer remembers of earlier texts.
    """

    def __init__(self, keywords: tuple[str, ...] = ()) -> None:
        self._keywords = keywords
        self._analyzer: Analyzer | None = None

    def __call__(self, documents: Sequence[Document], /) -> Batch:
        """Return the `Batch` of the documents, as `analyze` does."""
        if self._analyzer is None:
            from analyzers.bulk import Analyzer

            self._analyzer = Analyzer()
        return analyze(documents, self._analyzer, self._keywords)

    def __reduce__(self) -> tuple[Callable[[tuple[str, ...]], DocumentAnalyzer], tuple[tuple[str, ...]]]:
        return _process_analyzer, (self._keywords,)


@cache
def _process_analyzer(keywords: tuple[str, ...]) -> DocumentAnalyzer:
    return DocumentAnalyzer(keywords)
