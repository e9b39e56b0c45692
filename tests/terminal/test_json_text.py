"""JSON that is safe to print."""

from __future__ import annotations

import datetime
import json

import pytest

from searchidx.terminal.json_text import printable_json


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
