"""Small integers come back as they were, with exceptions from exactly the largest code on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.format.small_ints import SmallInts
from searchidx.engines.columnar.format.small_ints_writer import SmallIntsWriter
from tests.support.engine_files import write_container

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.columnar.format.container import Container
    from searchidx.engines.columnar.format.container_writer import ContainerWriter

LAYOUTS = [(0, 4), (0, 2), (8, 4), (8, 2), (8, 0)]
EDGES = [0, 1, 2, 3, 14, 15, 16, 254, 255, 256, 767, 768, 3839, 3840, 4095, 4096, 65_535, (1 << 32) - 2]


def write(path: Path, parts: list[list[int]], low: int, bits: int) -> Container:
    def fill(container: ContainerWriter) -> None:
        writer = SmallIntsWriter(container, "n", low=low, bits=bits)
        for part in parts:
            writer.append(np.array(part, np.uint32))
        writer.close()

    return write_container(path, fill)


@pytest.mark.parametrize(("low", "bits"), LAYOUTS)
@given(parts=st.lists(st.lists(st.sampled_from(EDGES), max_size=9), max_size=4))
def test_numbers_come_back(
    tmp_path_factory: pytest.TempPathFactory, low: int, bits: int, parts: list[list[int]]
) -> None:
    """In ranges, at indices and one by one, in however many portions they were written."""
    container = write(tmp_path_factory.mktemp("ints") / "file", parts, low, bits)
    numbers, reader = (
        [number for part in parts for number in part],
        SmallInts(container, "n", low=low, bits=bits),
    )
    for start in range(len(numbers) + 1):
        for stop in range(start, len(numbers) + 1):
            assert reader.range(start, stop).tolist() == numbers[start:stop]
    indices = np.arange(len(numbers))[::-1]
    if bits:
        assert reader.take(indices).tolist() == numbers[::-1]
    else:
        assert [reader.item(int(index)) for index in indices] == numbers[::-1]


@pytest.mark.parametrize(
    ("low", "bits", "least_exception"), [(0, 4, 15), (0, 2, 3), (8, 4, 3840), (8, 2, 768), (8, 0, 255)]
)
def test_where_exceptions_begin(tmp_path: Path, low: int, bits: int, least_exception: int) -> None:
    """The largest code, or byte, is the first number that is listed by itself."""
    container = write(tmp_path / "file", [[least_exception - 1, least_exception]], low, bits)
    assert container.column("n.where").whole().tolist() == [1]
    assert container.column("n.what").whole().tolist() == [least_exception]


def test_the_layout(tmp_path: Path) -> None:
    """The examples of the module."""
    narrow = write(tmp_path / "narrow", [[1, 2, 14, 99]], 0, 4)
    assert {name: narrow.column(name).whole().tolist() for name in narrow.names()} == {
        "n.code": [0x21, 0xFE],
        "n.where": [3],
        "n.what": [99],
    }
    wide = write(tmp_path / "wide", [[5, 300, 4000]], 8, 4)
    assert {name: wide.column(name).whole().tolist() for name in wide.names()} == {
        "n.low": [5, 44, 0],
        "n.code": [0x10, 0x0F],
        "n.where": [2],
        "n.what": [4000],
    }


def test_one_more_than_each_number_has_room(tmp_path: Path) -> None:
    """Frequencies are kept less one: adding it must not wrap around."""
    for largest in (13, 254, 255, 65_535):
        reader = SmallInts(write(tmp_path / str(largest), [[0, largest]], 0, 4), "n", low=0, bits=4)
        numbers = reader.range(0, 2)
        numbers += numbers.dtype.type(1)
        assert numbers.tolist() == [1, largest + 1]
