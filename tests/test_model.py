"""The values of the public interface."""

from __future__ import annotations

import dataclasses
import datetime
import typing
from collections.abc import Mapping

import pytest

from searchidx import model

VALUES = [value for value in vars(model).values() if dataclasses.is_dataclass(value)]


def test_the_types_of_attributes_can_be_asked_for() -> None:
    """Libraries that read type hints at run time, such as serializers, can read those of all values."""
    assert len(VALUES) == 6
    hints = {value: typing.get_type_hints(value) for value in VALUES}
    assert hints[model.Document]["date"] == datetime.date | None
    assert hints[model.Document]["extra"] == Mapping[str, typing.Any]
    assert hints[model.Hit]["title_marks"] == tuple[tuple[int, int], ...]


def test_values_cannot_be_changed() -> None:
    """Values may be shared between threads, because nobody can change them."""
    document = model.Document("a", "Tin", "Một tin.")
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.title = "Khác"  # type: ignore[misc]
