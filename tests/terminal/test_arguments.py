"""Arguments of a shell become the query that was typed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from searchidx.terminal.arguments import (
    decode_argument,
    find_unknown_option,
    give_optional_values,
    join_arguments,
    names_of,
)
from tests.support.terminal import searchidx, searchidx_json

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        # A single argument is the query itself.
        (["lũ AND bão"], "lũ AND bão"),
        (["bộ công an"], "bộ công an"),
        # An argument with blanks was quoted, so it is a phrase.
        (["bộ công an", "lũ"], '"bộ công an" lũ'),
        (["Thứ trưởng", "-Quốc phòng"], '"Thứ trưởng" -"Quốc phòng"'),
        (["title:thủ tướng", "lũ"], 'title:"thủ tướng" lũ'),
        (["SOURCE:vtv 1", "-Body:thủ tướng"], 'SOURCE:"vtv 1" -Body:"thủ tướng"'),
        (["tittle:thủ tướng", "lũ"], 'tittle:"thủ tướng" lũ'),
        (["PATH:tin mới", "id:bm 1"], 'PATH:"tin mới" id:"bm 1"'),
        (["covid: tin mới", "UTC:7 giờ"], '"covid: tin mới" "UTC:7 giờ"'),
        # With operators or fields in it, it is a query in parentheses.
        (["lũ OR bão", "date:2019"], "(lũ OR bão) date:2019"),
        (["-lũ NOT bão", "mưa"], "-(lũ NOT bão) mưa"),
        (["date:2020 lũ", "Quảng Ngãi"], '(date:2020 lũ) "Quảng Ngãi"'),
        (["Title:thủ tướng", "DATE:2020 lũ"], 'Title:"thủ tướng" (DATE:2020 lũ)'),
        (["lũ lớn title:bão", "mưa"], "(lũ lớn title:bão) mưa"),
        (["lũ lớn CATEGORY:bão", "mưa"], "(lũ lớn CATEGORY:bão) mưa"),
        # A star at its end belongs to the phrase; before that, it is a query.
        (["công an th*", "xã"], '"công an th*" xã'),
        (["-title:công an th*", "xã"], '-title:"công an th*" xã'),
        (["công* an", "xã"], "(công* an) xã"),
        (["công＊ an*", "xã"], "(công＊ an*) xã"),
        (["2 * 3", "xã"], '"2 * 3" xã'),
        (["công *an", "xã"], '"công *an" xã'),
        # With quotes or parentheses of its own, it stays as it is.
        (["(lũ OR bão)", "mưa"], "(lũ OR bão) mưa"),
        (['"lũ lớn"~', "mưa"], '"lũ lớn"~ mưa'),
    ],
)
def test_quotes_that_the_shell_took_off_are_put_back(arguments: list[str], query: str) -> None:
    """Of several arguments, one with blanks is a phrase, or a group if it is a query itself."""
    assert join_arguments(tuple(arguments)) == query


@pytest.mark.parametrize(
    ("arguments", "unknown"),
    [
        ([], None),
        (["lúa", "--json", "--limit=5"], None),
        (["lúa", "--jsn"], "--jsn"),
        (["--limt=5", "lúa"], "--limt"),
        (["-n", "lúa"], None),
        (["lúa", "-n"], "-n"),
        (["lúa", "-gạo", "-nn", "-5"], None),
        (["--", "--jsn", "-n"], None),
        (["--jsn", "--"], "--jsn"),
    ],
)
def test_a_misspelt_option_is_no_word(arguments: list[str], unknown: str | None) -> None:
    """Two minus signs, or one with a single letter after the first argument, make an option."""
    assert find_unknown_option(arguments, {"--json", "--limit"}) == unknown


@pytest.mark.parametrize(
    ("arguments", "completed"),
    [
        ("", ""),
        ("lúa --facets", "lúa --facets=source,category,year"),
        ("lúa --timeline", "lúa --timeline=month"),
        ("--facets|giá lúa", "--facets=source,category,year|giá lúa"),
        ("--timeline|giá lúa", "--timeline=month|giá lúa"),
        ("--facets --timeline --json lúa", "--facets=source,category,year --timeline=month --json lúa"),
        ("--facets -lúa", "--facets=source,category,year -lúa"),
        ('--facets "lúa"', '--facets=source,category,year "lúa"'),
        ("--facets title:lúa", "--facets=source,category,year title:lúa"),
        ("--facets year lúa", "--facets year lúa"),
        ("--facets|tags, thể-loại|lúa", "--facets|tags, thể-loại|lúa"),
        ("--facets lúa", "--facets lúa"),
        ("--timeline day lúa", "--timeline day lúa"),
        ("--timeline lúa", "--timeline lúa"),
        ("--facets=tags --timeline=day lúa", "--facets=tags --timeline=day lúa"),
        ("-- --facets --timeline", "-- --facets --timeline"),
        ("--timeline -- --facets", "--timeline=month -- --facets"),
    ],
)
def test_options_that_need_no_value(arguments: str, completed: str) -> None:
    """A name after such an option is its value, anything else is part of the query."""
    separator = "|" if "|" in arguments else " "
    given = arguments.split(separator) if arguments else []
    expected = [
        part for text in completed.split("|") for part in ([text] if separator == "|" else text.split())
    ]
    assert give_optional_values(given) == expected


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("", ()),
        ("year", ("year",)),
        ("year,source", ("year", "source")),
        (" year , source,,year,", ("year", "source")),
    ],
)
def test_names_of_facets(value: str, names: tuple[str, ...]) -> None:
    assert names_of(value) == names


def test_a_shell_takes_the_quotes_off(collection: Path) -> None:
    """The query that the library gets is the one that was typed."""
    shown = searchidx_json("search", "giá lúa", "-giao thông", "--json", cwd=collection)
    assert shown["query"] == '"giá lúa" -"giao thông"'


def test_bytes_that_are_no_text_are_escaped() -> None:
    """An argument that is not UTF-8 is written as ids write the names of files."""
    assert decode_argument(os.fsdecode(b"c\xf4ng")) == "c\\xf4ng"
    assert decode_argument("công") == "công"


def test_arguments_that_are_no_text_find_nothing(collection: Path) -> None:
    """Bytes that are not UTF-8 in a query or an id are not found, and nothing worse happens."""
    for command in ("search", "show"):
        done = searchidx(command, b"c\xf4ng\xff", "--index", "index", cwd=collection)
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
    assert searchidx_json("search", b"c\xf4ng", "--json", cwd=collection)["query"] == "c\\xf4ng"


def test_a_query_may_begin_with_a_sign(collection: Path) -> None:
    """The first argument may be `-a`; behind it, a single letter after a sign is an unknown option."""
    assert searchidx("search", "-a", "lúa", cwd=collection).returncode == 0
    assert searchidx("search", "lúa", "-n", "5", cwd=collection).returncode == 2


OWN_FIELDS = [
    (("my-tag:nông sản", "tàu"), 'my-tag:"nông sản" tàu'),
    (("thể_loại:nông sản", "tàu"), 'thể_loại:"nông sản" tàu'),
    (("-my-tag:nông sản", "tàu"), '-my-tag:"nông sản" tàu'),
    (("tàu my-tag:sản", "x"), "(tàu my-tag:sản) x"),
    (("other-tag:nông sản", "x"), '"other-tag:nông sản" x'),
]


@pytest.mark.parametrize(("arguments", "query"), OWN_FIELDS)
def test_keyword_fields_of_ones_own_are_fields(arguments: tuple[str, ...], query: str) -> None:
    assert join_arguments(arguments, ("my-tag", "thể_loại")) == query
