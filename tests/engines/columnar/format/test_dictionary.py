"""Terms are found where they are and nowhere else."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.format.dictionary import Dictionary
from searchidx.engines.columnar.format.dictionary_writer import DictionaryWriter
from tests.support.engine_files import write_container

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from searchidx.engines.columnar.format.container import Container
    from searchidx.engines.columnar.format.container_writer import ContainerWriter

TERMS = st.text("ab\u00e2\u0111", min_size=1, max_size=5).map(str.encode)


def write(path: Path, *portions: list[bytes]) -> Container:
    def fill(container: ContainerWriter) -> None:
        writer = DictionaryWriter(container, "f")
        for portion in portions:
            writer.append(portion)
        writer.close()

    return write_container(path, fill)


@given(st.sets(TERMS, max_size=80), st.lists(TERMS, max_size=8))
def test_terms(tmp_path_factory: pytest.TempPathFactory, terms: set[bytes], others: list[bytes]) -> None:
    """Look-ups, bounds and prefixes agree with a sorted list, the first time as when asked often."""
    ordered = sorted(terms)
    container = write(tmp_path_factory.mktemp("terms") / "file", ordered)
    warm = Dictionary(container, "f")
    for _ in range(40):
        warm.find(b"a")
    for key in [*ordered, *others, b"", b"\xff"]:
        number = bisect_left(ordered, key)
        prefixed = sum(term.startswith(key) for term in ordered)
        for dictionary in (Dictionary(container, "f"), warm):
            assert dictionary.find(key) == (number if key in terms else -1)
            assert dictionary.lower_bound(key) == number
            if key < b"\xff":
                assert dictionary.prefix_range(key) == (number, number + prefixed)


def test_the_layout(tmp_path: Path) -> None:
    """The example of the module, written in two portions."""
    container = write(tmp_path / "file", [b"an"], [b"bao", "bé".encode()])
    assert container.column("f.text").whole().tobytes().decode() == "anbaobé"
    assert container.column("f.text_starts").whole().tolist() == [0, 2, 5, 8]
    assert Dictionary(container, "f").terms(1, 3) == [b"bao", "bé".encode()]
