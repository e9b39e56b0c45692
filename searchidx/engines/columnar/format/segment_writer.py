"""Writes what every segment has, whatever its fields.

A segment is a container (container.py). Its `meta` is {"documents": N, "fields": [[...], ...]} (fields.py),
and its sections, for N documents and each index field F, are:

    days            i32[N]: the date of each document as a day number (days.py)
    F.lengths       u8, u16 or u32 [N]: the length of the field in each document; not of `id`, `date`, folded
                    fields and fields of pairs
    stored.*        the documents themselves (stored_documents_writer.py)
    signatures.*    the most telling terms of each document (signatures_writer.py)
    other F.*       posting lists (posting_lists_writer.py), folded terms (folded_terms_writer.py) or pairs
                    (pairs_writer.py)

For example, bodies of 3, 250 and 0 positions have body.lengths u8 [3, 250, 0]; with one of 256, all are u16.
"""

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
    """Write the file of a segment of so many documents, all of whose sections are complete.

    `specs` are the fields that the index was created with. Unless `sync` is false, the file is on the disk
    when this returns.
    """
    fields = [list(spec) for spec in all_fields(specs)]
    container.close({"documents": documents, "fields": fields}, sync=sync)
