"""Index files with right checksums and wrong contents are recognised as damaged, whatever was forged."""

from __future__ import annotations

import datetime
import json
import shutil
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from searchidx import Document, Index, IndexFormatError, SearchError
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.reading.segment import Segment
from searchidx.engines.columnar.reading.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]

SYLLABLES = (
    *("giá", "lúa", "gạo", "bộ", "công", "an", "họp"),
    *("báo", "cầu", "mới", "nối", "hai", "miền", "trung"),
)
QUERIES = [
    *("gia lua", "bộ công an họp", '"công an"', "title:cầu OR date:2019..2021", "mi*", "source:báo -lũ"),
    "nguoi dan vung lu mien trung",
]


def article(number: int, *, extra: str = "") -> Document:
    random = Random(number)
    words = random.choices(SYLLABLES, k=60)
    day = datetime.date(2020, 1, 1) + datetime.timedelta(number) if number % 3 else None
    date = datetime.datetime.combine(day, datetime.time(number % 24)) if day and number % 2 else day
    return Document(f"id{number}", " ".join(words[:4]) + extra, " ".join(words), date, source="Báo")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one segment, in which a document is deleted."""
    folder = tmp_path_factory.mktemp("sound") / "index"
    with Index.create(folder) as index:
        index.update(map(article, range(40)))
        index.delete("id7")
    return folder


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound, tmp_path / "index")


def file_of(folder: Path, kind: str) -> Path:
    return max(folder.glob(f"*.{kind}"))


def forge(path: Path, change: Callable[[Arrays, dict[str, Any]], None]) -> None:
    """Write a container anew with other contents; its checksums are right."""
    container = Container(path)
    arrays = {name: container.column(name).whole().copy() for name in container.names()}
    meta = json.loads(json.dumps(container.meta))
    change(arrays, meta)
    writer = ContainerWriter(path)
    for name, values in arrays.items():
        writer.array(name, values, values.dtype.str)
    writer.close(meta)


def uses(index: Index) -> Iterator[Callable[[], object]]:
    """What a program may do with an index, step by step."""
    for query in QUERIES:
        yield partial(index.search, query, limit=5, explain=True)
    yield lambda: list(index.ids())
    yield lambda: [index.get(f"id{number}") for number in range(40)]
    yield lambda: index.delete(["id5"])
    yield lambda: index.update(map(article, range(30, 50)), workers=0)


def errors_of_use(folder: Path) -> list[SearchError]:
    """The errors of all uses; any but a SearchError is raised."""
    errors: list[SearchError] = []
    try:
        with Index.open(folder) as index:
            for use in uses(index):
                try:
                    use()
                except SearchError as error:
                    errors.append(error)
    except SearchError as error:
        errors.append(error)
    return errors


def alteration(random: Random) -> Callable[[Arrays, dict[str, Any]], None]:
    """A change of anything: values, sizes and types of an array, a whole array, or what the table says."""

    def change(arrays: Arrays, meta: dict[str, Any]) -> None:
        name = random.choice(list(arrays))
        values, limits = arrays[name], np.iinfo(arrays[name].dtype)
        match random.randrange(8):
            case 0 | 1 | 2 if len(values):
                for _ in range(random.choice([1, 1, 40])):
                    index = random.choice([0, len(values) - 1, random.randrange(len(values))])
                    near = np.clip(int(values[index]) + random.choice([-1, 1]), limits.min, limits.max)
                    values[index] = random.choice([0, limits.min, limits.max, limits.max // 2, near])
            case 3:
                arrays[name] = values[: random.randrange(len(values) + 1)]
            case 4:
                arrays[name] = values.astype(random.choice(["<u1", "<u8", "<i4", "<f8"]))
            case 5:
                del arrays[name]
            case 6:
                arrays[name] = random.choice(list(arrays.values()))
            case _:
                key = random.choice(list(meta))
                wrong: object = random.choice([None, -1, 10**9, 1.5, "x", [], {}, [[]], True])
                if isinstance(meta[key], list) and meta[key] and random.random() < 0.7:
                    entry = random.choice(meta[key])
                    entry[random.randrange(len(entry))] = wrong
                else:
                    meta[key] = wrong

    return change


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("seed", range(40))
def test_a_forged_file_gives_no_other_error(copy: Path, seed: int) -> None:
    """Whatever a file with right checksums holds, each use works or raises a SearchError."""
    random = Random(seed)
    forge(file_of(copy, random.choice(["columns", "columns", "state"])), alteration(random))
    errors_of_use(copy)


def test_a_sound_index_passes(copy: Path) -> None:
    """The uses above work; reading everything finds nothing, in several segments with deleted documents."""
    assert errors_of_use(copy) == []
    with Index.open(copy) as index:
        index.update([article(100, extra=" mới")])
        index._searcher.verify()


SECTIONS = ["body.text_starts", "body.documents", "body.positions.low", "title_pairs.pair_starts", "days"]
SECTIONS += [
    "stored.blocks",
    "stored.first_documents",
    "body_folded.slot_starts",
    "signatures.hashes",
    "times",
]


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("how", ["cut", "gone"])
def test_an_array_of_another_size_is_named(copy: Path, name: str, how: str) -> None:
    """A section that is too short or not there is an error that names the file and what to do."""

    def change(arrays: Arrays, _: dict[str, Any]) -> None:
        if how == "gone":
            del arrays[name]
        else:
            arrays[name] = arrays[name][:-1]

    path = file_of(copy, "columns")
    forge(path, change)
    if how == "gone" and name in ("signatures.hashes", "times"):  # a segment may have none
        return
    with pytest.raises(IndexFormatError) as caught:
        Index.open(copy)._searcher.verify()
    assert str(path) in str(caught.value)
    assert "rebuild the index" in str(caught.value)


CONTENTS = [  # a section, an index into it, a value that cannot be right, and what the error says
    ("body.posting_starts", 3, 1 << 30, "body.posting_starts cannot be right"),
    ("body.posting_starts", 0, 1, "body.posting_starts cannot be right"),
    ("body.slots", 0, 5, "body.slots cannot be right"),
    ("body.text", 0, 0xFF, "its contents cannot be read"),
    ("body.text", 0, 0x7A, "body.text cannot be right"),
    ("body_folded.text", 0, 0x7A, "body_folded.text cannot be right"),
    ("body.document_starts", 1, 0, "."),
    ("body.document_starts", 1, 1 << 20, "body.document_starts cannot be right"),
    ("body.documents", 0, 0xFE, "."),
    ("body.frequencies.code", 0, 0x11, "body.frequencies cannot be right"),
    ("body.positions.low", 0, 0xFE, "body.positions cannot be right"),
    ("body.position_starts", 1, 1 << 20, "body.position_starts cannot be right"),
    ("body_folded.slot_starts", 1, 100, "body_folded.slot_starts cannot be right"),
    ("title_folded.df", 0, 1 << 20, "title_folded.df cannot be right"),
    ("title_folded.df", 0, 41, "title_folded.df cannot be right"),
    ("body_pairs.df.low", 0, 41, "body_pairs.df cannot be right"),
    ("body_pairs.pair_starts", 1, 1 << 20, "body_pairs.pair_starts cannot be right"),
    ("body_pairs.successor_starts", 1, 1 << 20, "body_pairs.successor_starts cannot be right"),
    ("stored.block_starts", -1, 7, "stored.block_starts cannot be right"),
    ("stored.first_documents", -1, 39, "stored.first_documents cannot be right"),
    ("times", 0, 86_400_000_000, "times cannot be right"),
]


@pytest.mark.parametrize(("name", "index", "value", "message"), CONTENTS, ids=str)
def test_contents_that_contradict_each_other_are_found(
    copy: Path, name: str, index: int, value: int, message: str
) -> None:
    """Reading everything, as is done after an unexpected error, finds what cannot be right."""

    def change(arrays: Arrays, _: dict[str, Any]) -> None:
        arrays[name][index] = value

    path = file_of(copy, "columns")
    forge(path, change)
    opened = Segment(path, np.zeros(0, np.uint32))
    with pytest.raises(IndexFormatError, match=rf"damaged \(.*{message}"):
        verify([opened])


@pytest.mark.parametrize(
    "segment", [["MAIN_../x", 40], ["/etc/passwd", 40], ["MAIN_x", -1], ["MAIN_x", "40"], ["MAIN_x"], 7, None]
)
def test_a_state_names_segments_only(copy: Path, segment: object) -> None:
    """No state can have other files opened, or claim documents that there cannot be."""

    def change(arrays: Arrays, meta: dict[str, Any]) -> None:
        meta["segments"].append(segment)
        if isinstance(segment, list):
            arrays[f"deleted.{segment[0]}"] = np.zeros(0, np.uint32)

    forge(file_of(copy, "state"), change)
    with pytest.raises(IndexFormatError, match="damaged"):
        Index.open(copy)


def test_a_mistake_of_the_caller_stays_one(sound: Path) -> None:
    """An error that the files do not explain is raised as it was."""
    with Index.open(sound) as index, pytest.raises(TypeError):
        index.search("lúa", limit="x")  # type: ignore[arg-type]
    with Index.open(sound) as index, pytest.raises(AttributeError):
        index.get(5)  # type: ignore[arg-type]
