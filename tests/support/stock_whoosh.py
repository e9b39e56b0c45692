"""The same documents in an index of ours, opened with Whoosh, and in one of Whoosh's own."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from whoosh import analysis, fields, index
from whoosh.util.numeric import byte_to_length, length_to_byte

from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from searchidx.model import Document

SPACED = analysis.SpaceSeparatedTokenizer()
SCHEMA = fields.Schema(
    id=fields.ID(unique=True, stored=True),
    date=fields.DATETIME(stored=True, sortable=True),
    title=fields.TEXT(analyzer=SPACED, stored=True),
    body=fields.TEXT(analyzer=SPACED, stored=True),
    body_folded=fields.TEXT(analyzer=SPACED),
    body_words=fields.TEXT(analyzer=SPACED, phrase=False),
    body_pairs=fields.TEXT(analyzer=SPACED, phrase=False),
    source=fields.TEXT(analyzer=SPACED, stored=True),
)


def stock_fields(document: Document) -> dict[str, Any]:
    """What Whoosh's own index is given of a document."""
    body = document.body.split()
    folded = [corpus.fold(word) for word in body]
    values: dict[str, Any] = {
        "id": document.id,
        "title": document.title,
        "body": document.body,
        "body_folded": " ".join(folded),
        "body_words": " ".join(f"{first}_{second}" for first, second in zip(body, body[2:], strict=False)),
        "body_pairs": [f"{first} {second}" for first, second in pairwise(folded)],
        "source": document.source,
    }
    if document.date:
        has_time = isinstance(document.date, datetime.datetime)
        values["date"] = (
            document.date if has_time else datetime.datetime.combine(document.date, datetime.time())
        )
    return values


def ours_and_stock(folder: Path, *segments: Sequence[Document]) -> tuple[Any, Any]:
    """Two indexes of the same documents, segment by segment, both opened with Whoosh."""
    corpus.index_of(folder / "ours", *segments)
    (folder / "stock").mkdir()
    stock = index.create_in(str(folder / "stock"), SCHEMA)
    for documents in segments:
        writer = stock.writer()
        for document in documents:
            writer.add_document(**stock_fields(document))
        writer.commit(merge=False)
    return index.open_dir(str(folder / "ours")), stock


def random_segments(random: Random, documents: list[Document]) -> list[list[Document]]:
    """The documents in three segments."""
    cuts = sorted(random.sample(range(1, len(documents)), 2))
    return [documents[first:last] for first, last in pairwise([0, *cuts, len(documents)])]


def plain_document(random: Random, identifier: str, longest: int = 12) -> Document:
    """A document whose body has a length that Whoosh can keep: it rounds most over 10."""
    made = corpus.document(random, identifier, stacked=False, longest=longest)
    words = made.body.split()
    while not all(is_kept(len(words) - less) for less in ((0, 1, 2) if longest <= 18 else (0,))):
        words.append(corpus.word(random))
    return replace(made, body=" ".join(words))


def is_kept(length: int) -> bool:
    """Whether Whoosh keeps a length as it is."""
    return length < 0 or byte_to_length(length_to_byte(length)) == length
