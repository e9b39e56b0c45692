"""Pieces of output that are safe to print."""

from __future__ import annotations

import datetime
import json

import pytest

from searchidx.terminal.messages import count, message, printable_json


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (2000, "2,000 articles")]
)
def test_a_count_has_the_right_noun(number: int, text: str) -> None:
    """Only one thing is singular, and thousands are separated."""
    assert count(number, "article") == text


def test_a_message_names_the_command_and_is_safe_to_print() -> None:
    """The lines of an error stay lines; whatever else commands a terminal becomes a blank."""
    assert message("a\x1b[31mb\nc\td") == "searchidx: a [31mb\nc d"
    assert message(ValueError("x")) == "searchidx: x"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"tên": "Lúa"}, '{"tên": "Lúa"}'),
        ("a\u202eb\x1b\ud83d", '"a\\u202eb\\u001b\\ud83d"'),
        (datetime.date(2021, 3, 1), '"2021-03-01"'),
    ],
)
def test_json_keeps_letters_and_escapes_hidden_characters(value: object, text: str) -> None:
    """JSON is readable, can be printed anywhere, and means the same value."""
    assert printable_json(value) == text
    assert json.loads(text) == (value if not isinstance(value, datetime.date) else str(value))
