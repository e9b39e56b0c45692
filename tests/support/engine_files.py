"""Files of the engine for its tests: containers of a few arrays, and small indexes of random documents."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from searchidx.engines import columnar as engine
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from searchidx.model import Document


def write_container(path: Path, write: Callable[[ContainerWriter], object]) -> Container:
    """Write a container whose sections are added by a function; return it opened."""
    writer = ContainerWriter(path)
    write(writer)
    writer.close({})
    return Container(path)


def random_documents(seed: int, first: int, count: int) -> list[Document]:
    """Documents of the ids `id<first>` and following ones; equal seeds give equal documents."""
    random = Random(seed)
    return [corpus.document(random, f"id{number}") for number in range(first, first + count)]


def create_index(folder: Path, *batches: list[Document]) -> engine.ColumnarEngine:
    """A new index in which each batch of documents was added by a change of its own."""
    index = engine.create(folder, corpus.FIELDS, {"made": "by a test"})
    for batch in batches:
        writer = corpus.writer(folder)
        writer.add(batch)
        writer.commit()
    return index


def read_everything(folder: Path) -> dict[str, Any]:
    """The documents of an index by their ids; every byte of its files is looked at."""
    searcher = engine.open(folder).searcher()
    for segment in searcher._segments:
        for name in segment.container.names():
            segment.container.column(name).whole()
    numbers = {identifier: searcher.document_number(identifier) for identifier in searcher.identifiers()}
    return {identifier: searcher.document(number or 0) for identifier, number in numbers.items()}


def file_contents(folder: Path) -> dict[str, bytes]:
    """The files of an index, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
