"""The values of the public interface."""

from __future__ import annotations

import dataclasses
import datetime
import json
import typing
from collections.abc import Mapping

import pytest

from searchidx import model
from tests.support.datetimes import HANOI

VALUES = [value for value in vars(model).values() if dataclasses.is_dataclass(value)]


def test_the_types_of_attributes_can_be_asked_for() -> None:
    """Libraries that read type hints at run time, such as serializers, can read those of all values."""
    assert len(VALUES) == 7
    hints = {value: typing.get_type_hints(value) for value in VALUES}
    assert hints[model.Document]["date"] == datetime.date | None
    assert hints[model.Document]["extra"] == Mapping[str, typing.Any]
    assert hints[model.Hit]["title_marks"] == tuple[tuple[int, int], ...]


def test_values_cannot_be_changed() -> None:
    """Values may be shared between threads, because nobody can change them."""
    document = model.Document("a", "Tin", "Một tin.")
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.title = "Khác"  # type: ignore[misc]


def test_results_are_a_sequence_of_their_hits() -> None:
    """Their dictionaries can be written as JSON."""
    document = model.Document("a", "Tin", "Một tin.", datetime.date(2021, 11, 24), extra={"a": 1})
    hits = tuple(
        model.Hit(rank, 1.23456789, document, ((0, 3),), model.Snippet("Một tin.", ((4, 7),)), rank < 3)
        for rank in (1, 2, 3)
    )
    results = model.Results("tin", hits, 9, 2, relaxed=True, suggestion=None, took=0.1)
    assert (len(results), list(results), results[0], results[-1]) == (3, list(hits), hits[0], hits[2])
    assert results[1:] == hits[1:]
    with pytest.raises(IndexError):
        results[3]
    dictionaries = results.to_dicts()
    assert json.loads(json.dumps(dictionaries)) == dictionaries
    assert dictionaries[2] == {
        "rank": 3,
        "score": 1.234568,
        "complete": False,
        "id": "a",
        "title": "Tin",
        "date": "2021-11-24",
        "time": None,
        "source": "",
        "category": "",
        "author": "",
        "path": "",
        "url": "",
        "title_marks": [[0, 3]],
        "snippet": {"text": "Một tin.", "marks": [[4, 7]]},
        "snippets": [],
        "copies": [],
    }
    several = dataclasses.replace(hits[2], snippets=(hits[2].snippet, model.Snippet("Tin.")))
    assert several.to_dict()["snippets"] == [several.to_dict()["snippet"], {"text": "Tin.", "marks": []}]


@pytest.mark.parametrize(
    ("date", "day", "time"),
    [
        (None, None, None),
        (datetime.date(1, 1, 1), "0001-01-01", None),
        (datetime.datetime(2021, 11, 24), "2021-11-24", "00:00:00"),
        (datetime.datetime(2021, 11, 24, 22, 26, 0, 5), "2021-11-24", "22:26:00.000005"),
        (datetime.datetime(2021, 11, 24, 22, 26, tzinfo=HANOI), "2021-11-24", "22:26:00+07:00"),
        (datetime.datetime(9999, 12, 31, 23, 59, 59, tzinfo=datetime.UTC), "9999-12-31", "23:59:59+00:00"),
    ],
)
def test_a_dictionary_has_day_and_time(date: datetime.date | None, day: str | None, time: str | None) -> None:
    """Both in ISO form, as they are written."""
    document = model.Document("a", "Tin", "", date)
    members = model.Hit(1, 1.0, document, (), model.Snippet("")).to_dict()
    assert (members["date"], members["time"]) == (day, time)


def test_a_dictionary_has_an_explanation_only_if_the_hit_has_one() -> None:
    document = model.Document("a", "Tin", "")
    explanation = (model.Contribution("tin", 0.1234567),)
    hit = model.Hit(1, 0.1234567, document, (), model.Snippet(""), explanation=explanation)
    assert hit.to_dict()["explanation"] == [{"signal": "tin", "score": 0.1234567}]
    assert hit.to_dict()["date"] is None
    assert "explanation" not in dataclasses.replace(hit, explanation=()).to_dict()
