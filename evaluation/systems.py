"""Which systems are compared? searchidx and its baselines, which rank documents for the words of a query."""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from evaluation.bm25 import Baseline, folded_syllables, syllables, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from searchidx import Document, Index


class System(Protocol):
    """A system that ranks documents for a query."""

    def rank(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (document id, score) of at most `limit` documents, the best first."""


_OPERATORS = re.compile(r"\b(?:AND|OR|NOT)\b")
"""The operators of the query language."""

_QUERY_SIGNS = re.compile(r"""["“”„«»＂()（）*＊]|(?<=[^\W\d_])[:：]|(?<!\w)[-+－＋](?=\S)""")
"""The characters that have a meaning in the query language."""


def without_query_syntax(text: str) -> str:
    """Return the text with all query language removed, so that every word is searched as a word.

    Quotes, parentheses, stars, a colon after a letter and a sign before a word become blanks. AND, OR and NOT
    are lower-cased. All other text is unchanged.
    """
    unsigned = _QUERY_SIGNS.sub(" ", text)
    return _OPERATORS.sub(lambda operator: operator[0].lower(), unsigned)


class Searchidx:
    """searchidx, through its public API."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def rank(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (document id, score) of at most `limit` documents, the best first."""
        hits = self._index.search(without_query_syntax(query), limit=limit).hits
        return [(hit.document.id, hit.score) for hit in hits]


@contextmanager
def searchidx(documents: Sequence[Document]) -> Iterator[Searchidx]:
    """Index the documents in a temporary folder and yield a system that searches this index."""
    from searchidx import Index

    with (
        tempfile.TemporaryDirectory(prefix="evaluation-") as folder,
        Index.create(Path(folder, "index")) as index,
    ):
        index.update(documents)
        yield Searchidx(index)


class Tantivy:
    """tantivy with its default analysis and query parser, on title and body in one field."""

    def __init__(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_text_field("text")
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer(num_threads=1)
        for identifier, text in zip(ids, texts, strict=True):
            writer.add_document(tantivy.Document(id=identifier, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def rank(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (document id, score) of at most `limit` documents, the best first."""
        # tantivy's parser has more operators than ours, but none of them is a lower-case word. Combining
        # marks are kept, because a user's query would have them, too.
        words_only = re.sub(r"[^\w\s\u0300-\u036f]", " ", query.lower())
        if not words_only.strip():
            return []
        hits = self._searcher.search(self._index.parse_query(words_only, ["text"]), limit).hits
        return [(self._searcher.doc(address)["id"][0], score) for score, address in hits]


BASELINES: dict[str, Callable[[Sequence[str], Sequence[str]], System]] = {
    "syllables": partial(Baseline, tokenize=syllables),
    "pyvi words": partial(Baseline, tokenize=words),
    "folded syllables": partial(Baseline, tokenize=folded_syllables),
    "syllables + .5 pairs": partial(Baseline, tokenize=syllables, pair_weight=0.5),
    "tantivy": Tantivy,
}
"""Name of a baseline -> the function that builds it from the ids and the texts of the documents."""


def baselines(documents: Sequence[Document], say: Callable[[str], None]) -> dict[str, System]:
    """Return name -> baseline, built on joined titles and bodies.

    A baseline whose package is not installed is left out, and reported to `say`.
    """
    ids = [document.id for document in documents]
    texts = [f"{document.title}\n{document.body}" for document in documents]
    built: dict[str, System] = {}
    for name, build in BASELINES.items():
        try:
            built[name] = build(ids, texts)
        except ImportError as error:
            say(f"left out: {name} ({error}). Install it with: pip install 'searchidx[evaluation]'")
    return built
