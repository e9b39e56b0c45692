"""Streams of an analysis that do not fit are refused, and nothing of them gets into an index."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from searchidx.engines.base import Batch
from searchidx.engines.columnar.writing.validate import check_batch
from searchidx.model import Document
from tests.support import engine_corpus as corpus
from tests.support.engine_files import create_index, random_documents, read_everything

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from analyzers.bulk import Stream
GOOD = corpus.batch(
    [
        Document("a", "an", "an ba ca"),
        Document("b", "ba", "ca"),
        Document("c", "", ""),
    ]
)


def change(**changes: object) -> dict[str, Stream]:
    """The streams with the body's changed; the folded body's positions go along."""
    body = replace(GOOD.streams["body"], **changes)  # type: ignore[arg-type]
    folded = replace(GOOD.streams["body_folded"], positions=body.positions)
    return {**GOOD.streams, "body": body, "body_folded": folded}


BODY = GOOD.streams["body"]
WRONG: dict[str, tuple[Mapping[str, Stream], str]] = {
    "no streams": ({}, "no stream for the field 'title'"),
    "a missing stream": (
        {name: stream for name, stream in GOOD.streams.items() if name != "body_words"},
        "no stream for the field 'body_words'",
    ),
    "too few documents": (change(offsets=BODY.offsets[:-1]), "'body' is not of 3 documents"),
    "too few lengths": (change(lengths=BODY.lengths[:-1]), "'body' is not of 3 documents"),
    "too few terms": (change(ids=BODY.ids[:-1]), "'body' has arrays of different lengths"),
    "too few positions": (change(positions=BODY.positions[:-1]), "'body' has arrays of different lengths"),
    "positions that descend": (change(positions=BODY.positions[[1, 0, 2, 3]]), "do not ascend"),
    "a negative position": (change(positions=BODY.positions - 1), "do not ascend"),
    "a position at the length": (change(lengths=BODY.lengths - (BODY.lengths > 0)), "exceed the length"),
    "other positions of folded terms": (
        {**GOOD.streams, "body_folded": replace(GOOD.streams["body_folded"], positions=BODY.positions * 0)},
        "'body_folded' has other positions than 'body'",
    ),
}


def test_what_fits_passes() -> None:
    """Positions start anew in each document, several tokens may share one, and documents may be empty."""
    check_batch(GOOD, corpus.FIELDS)
    check_batch(corpus.batch([Document("a", "", "an|ba ca|dê|e"), GOOD.documents[0]]), corpus.FIELDS)
    check_batch(corpus.batch([]), corpus.FIELDS)


@pytest.mark.parametrize(("streams", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_does_not_fit_is_refused(tmp_path: Path, streams: Mapping[str, Stream], message: str) -> None:
    """The error names the field; the change that met it is undone."""
    wrong = Batch(GOOD.documents, streams)
    with pytest.raises(ValueError, match=message):
        check_batch(wrong, corpus.FIELDS)

    def analyze(documents: Sequence[Document]) -> Batch:
        return wrong

    writer = create_index(tmp_path, random_documents(2, 10, 1)).writer(analyze, corpus.Alone())
    writer.add(GOOD.documents)
    with pytest.raises(ValueError, match=message):
        writer.commit()
    assert read_everything(tmp_path).keys() == {"id10"}
