"""The index fields of a segment, as they are listed in files.

Segment files and state files list their fields as JSON. A field is a list of the attributes of
`engines.base.FieldSpec`:

    [name, positions, folds, pairs_of, signature]
    ["body_folded", true, "body", null, true]

The field of the example has positions, folds the field `body`, and has signatures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchidx.engines.base import FieldSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

ID, DATE = "id", "date"
"""The two fields that every segment has: the ids of documents, and their dates as Whoosh terms (days.py)."""


def specs_of(fields: Any) -> tuple[FieldSpec, ...]:
    """Return the fields that a file lists, in their order. `fields` is the list as it was read from JSON.

    Raises TypeError, KeyError or ValueError if the list is invalid.
    """
    specs = {name: FieldSpec(name, *rest) for name, *rest in fields}
    for spec in specs.values():
        bases = [specs[name] for name in (spec.folds, spec.pairs_of) if name is not None]
        typed = isinstance(spec.name, str) and type(spec.positions) is type(spec.signature) is bool
        if not typed or any(base.pairs_of or (spec.folds and base.folds) for base in bases):
            raise ValueError(f"the field {spec}")
    return tuple(specs.values())


def all_fields(specs: tuple[FieldSpec, ...]) -> tuple[FieldSpec, ...]:
    """Return the fields of a segment: ID and DATE, then the fields that the index was created with."""
    return (FieldSpec(ID, positions=False), FieldSpec(DATE, positions=False), *specs)


def folded_field_of(specs: Sequence[FieldSpec], base: FieldSpec) -> FieldSpec | None:
    """Return the folded field whose base field is `base`, or None if there is none."""
    return next((spec for spec in specs if spec.folds == base.name), None)
