"""A whole article as lines."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from searchidx.model import Document
from searchidx.terminal.article import article_lines
from searchidx.terminal.display import PLAIN
from tests.support.datetimes import HANOI


def test_an_article_tells_all_that_is_known_of_it() -> None:
    """The title, a table of facts, a blank line, and the lines of the body, blank ones too."""
    article = Document(
        "a",
        "Tin",
        "Một.\n\nHai.",
        datetime.date(2021, 3, 1),
        extra={"tags": ["x", "y"], "n": 5},
        author="Lâm Uyên",
        furniture="Thứ Hai\nLâm Uyên",
    )
    assert list(article_lines(article, PLAIN, 80)) == [
        "Tin",
        *("id         a", "date       01/03/2021", "author     Lâm Uyên", "tags       x · y"),
        *("n          5", "furniture  Thứ Hai · Lâm Uyên"),
        *("", "Một.", "", "Hai."),
    ]


@pytest.mark.parametrize(
    ("extra", "rows"),
    [
        ({}, ["date  01/03/2021"]),
        ({"date": "2021-03-01"}, ["date  2021-03-01"]),
        ({"header": "Thời sự"}, ["date    01/03/2021", "header  Thời sự"]),
    ],
)
def test_the_date_is_told_once(extra: dict[str, Any], rows: list[str]) -> None:
    """It is shown in the words of the article's file, if they are there."""
    lines = list(article_lines(Document("a", "", "", datetime.date(2021, 3, 1), extra=extra), PLAIN, 80))
    assert lines[1:] == rows


def test_the_time_is_shown_exactly() -> None:
    """An article shows all that is known of its time, unless the words of the file are there."""
    moment = datetime.datetime(2021, 3, 1, 22, 26, 5, tzinfo=HANOI)
    lines = list(article_lines(Document("a", "", "", moment), PLAIN, 80))
    assert lines[1:] == ["date  01/03/2021 22:26:05+07:00"]
    lines = list(
        article_lines(Document("a", "", "", moment, extra={"date": "1/3/2021 10:26:05 CH"}), PLAIN, 80)
    )
    assert lines[1:] == ["date  1/3/2021 10:26:05 CH"]
