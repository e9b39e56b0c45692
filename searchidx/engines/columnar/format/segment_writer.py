"""Writes what every segment has, whatever its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchidx.engines.columnar.format.fields import all_fields

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.format.container_writer import ContainerWriter


def write_lengths(container: ContainerWriter, name: str, lengths: NDArray[Any]) -> None:
    """Write the length of a field in each document, in as few bytes as the longest needs."""
    longest = int(lengths.max()) if len(lengths) else 0
    dtype = "<u1" if longest < 1 << 8 else "<u2" if longest < 1 << 16 else "<u4"
    container.array(f"{name}.lengths", lengths, dtype)


def close_segment(
    container: ContainerWriter, specs: tuple[FieldSpec, ...], documents: int, *, sync: bool = True
) -> None:
    """Write the file of a segment whose sections are complete."""
    fields = [list(spec) for spec in all_fields(specs)]
    container.close({"documents": documents, "fields": fields}, sync=sync)
