"""Counts and messages."""

from __future__ import annotations

import pytest

from searchidx.terminal.wording import count, message


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
