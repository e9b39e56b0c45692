"""Writer of the parts that every segment has, whatever its fields: lengths, and the table of the file.

A segment is a container (container.py). Its `meta` is {"documents": N, "fields": [[...], ...]} (fields.py).
For N documents and each index field F, its sections are:

    days            i32[N]: the day number of each document (days.py)
    times           u64[N]: the time of day of each document (days.py); absent if all times are 0
    F.lengths       u8, u16 or u32 [N]: the length of the field in each document; absent for `id`, `date`,
                    folded fields and fields of pairs
    stored.*        the documents themselves (stored_documents.py)
    sketches        u16[N * K]: the sketch of each document, K numbers each; zeros if it has none. Absent if
                    no sketches were given (`Batch.sketches`)
    signatures.*    the signature of each document (signatures.py)
    other F.*       posting lists (posting_lists.py), folded terms (folded_terms.py) or pairs (pairs.py)

For example, bodies of 3, 250 and 0 positions have body.lengths u8 [3, 250, 0]. If one body has 256 positions,
the section is u16.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.format.fields import all_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.format.container_writer import ContainerWriter


def write_sketches(container: ContainerWriter, sketches: Sequence[NDArray[Any]]) -> None:
    """Add the section with the sketches of all documents, batch after batch, or nothing without sketches."""
    if sketches:
        container.array("sketches", np.concatenate(sketches).reshape(-1), "<u2")


def write_dates(container: ContainerWriter, days: NDArray[Any], times: NDArray[Any]) -> None:
    """Add the sections with the day number and the time of day (days.py) of each document."""
    container.array("days", days, "<i4")
    if times.any():
        container.array("times", times, "<u8")


def write_lengths(container: ContainerWriter, name: str, lengths: NDArray[Any]) -> None:
    """Add the section with the length of the field `name` in each document, in the narrowest dtype."""
    longest = int(lengths.max()) if len(lengths) else 0
    dtype = "<u1" if longest < 1 << 8 else "<u2" if longest < 1 << 16 else "<u4"
    container.array(f"{name}.lengths", lengths, dtype)


def close_segment(
    container: ContainerWriter, specs: tuple[FieldSpec, ...], stored_count: int, *, sync: bool = True
) -> None:
    """Write the file of a segment, after all its sections were added to `container`, and close `container`.

    `specs` are the fields that the index was created with, without ID and DATE. `stored_count` is the number
    of documents of the segment. The file is synced to the disk unless `sync` is false.
    """
    fields = [list(spec) for spec in all_fields(specs)]
    container.close({"documents": stored_count, "fields": fields}, sync=sync)
