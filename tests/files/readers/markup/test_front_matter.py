"""Front matter: what is one, its values, and YAML that is meant to do harm."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.markup.front_matter import FrontMatter, split_front_matter


@pytest.mark.parametrize(
    ("text", "values", "rest"),
    [
        ("---\ntitle: Chợ\n---\nSáng nay.", {"title": "Chợ"}, "Sáng nay."),
        ("---  \ntitle: Chợ\n...\nSáng nay.", {"title": "Chợ"}, "Sáng nay."),
        ("---\ntitle: Chợ\n---", {"title": "Chợ"}, ""),
        ("---\n---\nSáng nay.", {}, "Sáng nay."),
        ("---\n# nothing\n---\nSáng nay.", {}, "Sáng nay."),
        ("+++\ntitle = 'Chợ'\nngay = 2021-11-24\n+++\na", {"title": "Chợ", "ngay": "2021-11-24"}, "a"),
        (
            "+++\nd = 2021-11-24T07:00:00+07:00\nt = 07:30:00\n+++\n",
            {"d": "2021-11-24T07:00:00+07:00", "t": "07:30:00"},
            "",
        ),
        ("Sáng nay.\n---\ntitle: Chợ\n---\n", {}, "Sáng nay.\n---\ntitle: Chợ\n---\n"),
        ("---\ntitle: Chợ\n", {}, "---\ntitle: Chợ\n"),
        ("----\ntitle: Chợ\n----\n", {}, "----\ntitle: Chợ\n----\n"),
        ("---\nSáng nay.\n---\nChiều.", {}, "---\nSáng nay.\n---\nChiều."),
        ("---\n- a\n---\nb", {}, "---\n- a\n---\nb"),
    ],
)
def test_what_is_front_matter(text: str, values: dict[str, Any], rest: str) -> None:
    """Front matter is a mapping between two fences at the beginning; all else is text."""
    assert split_front_matter(text) == FrontMatter(values, rest)


@pytest.mark.parametrize(
    ("yaml_text", "values"),
    [
        ("a: 2021-11-24", {"a": "2021-11-24"}),
        ("a: 2021-11-24 07:30:00 +07:00", {"a": "2021-11-24T07:30:00+07:00"}),
        ("a: 2021-02-30", {"a": "2021-02-30"}),
        ("a: 2021-11-24T25:00:00Z", {"a": "2021-11-24T25:00:00Z"}),
        ("a: [1, 2.5, true, null, x]", {"a": [1, 2.5, True, None, "x"]}),
        ("a: {b: {2021-11-24: [c]}}", {"a": {"b": {"2021-11-24": ["c"]}}}),
        ("a: .nan\nb: .inf", {"a": None, "b": None}),
        ("7: a\nnull: b\ntrue: c", {"7": "a", "None": "b", "True": "c"}),
        ("a: 1\na: 2", {"a": 2}),
        ("a: !!set {b}", {"a": ["b"]}),
        ("a: !!binary Q2jhu6M=", {"a": "Chợ"}),
        ("tiêu đề: |\n  Chợ\n  nổi\n", {"tiêu đề": "Chợ\nnổi\n"}),
    ],
)
def test_values(yaml_text: str, values: dict[str, Any]) -> None:
    """The values are such that JSON has them."""
    assert split_front_matter(f"---\n{yaml_text}\n---\nrest") == FrontMatter(values, "rest")


LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))


@pytest.mark.parametrize(
    ("matter", "problem", "line"),
    [
        ("title: Chợ: nổi", "mapping values are not allowed", 2),
        ("title: a\nb: [1, 2", "did not find expected", 4),
        ("a: \tb\n\tc: d", "", 3),
        ("a: @b", "character that cannot start any token", 2),
        ("a: !!python/object/apply:os.system [ls]", "could not determine a constructor", 2),
        ("a: !!timestamp x", "", 1),
        ("a: !!int ''", "", 1),
        ("a: !!bool x", "", 1),
        ("? [a]\n: b", "unhashable", 2),
        ('a: "\\ud83d"', "invalid Unicode", 2),
        ("a: &b [*b]", "it has an alias", 1),
        (LAUGHS, "it has an alias", 1),
        ("a: " + "[" * 66, "it is nested deeper than 64 levels", 1),
        ("a: " + "{a: " * 10_000, "nest", None),
        ("- " * 30_000, "nest", None),
        ("a: " + "9" * 5_000, "", 1),
        ("a: " + "x" * 66_000, "it is longer than 65536 characters", 1),
        ("a: \x01", "", 1),
    ],
    ids=range(18),
)
def test_problems(matter: str, problem: str, line: int | None) -> None:
    """The text is kept, no value is, and the reason and its line are told."""
    found = split_front_matter(f"---\n{matter}\n---\nrest")
    assert (found.values, found.rest) == ({}, "rest")
    assert problem in found.problem
    assert found.problem
    assert "\n" not in found.problem
    assert line in (None, found.line)


@pytest.mark.parametrize(
    "matter", ["a", "a = " + "[" * 30_000, "a = 1\na = 2", "a = 2021-02-30", "a.b = " + "9" * 5_000]
)
def test_problems_of_toml(matter: str) -> None:
    """The same for TOML."""
    found = split_front_matter(f"+++\n{matter}\n+++\nrest")
    assert (found.values, found.rest) == ({}, "rest")
    assert found.problem


def test_no_code_runs() -> None:
    """Tags of Python make no objects."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made"
        split_front_matter(f"---\na: !!python/object/apply:pathlib.Path.touch ['{path}']\n---\n")
        split_front_matter("---\na: !!python/name:os.system\nb: !!python/module:os\n---\n")
        assert not path.exists()


TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=9
)
SCALARS = st.none() | st.booleans() | st.integers() | TEXTS | st.dates() | st.floats(allow_nan=False)
VALUES = st.recursive(SCALARS, lambda values: st.lists(values) | st.dictionaries(TEXTS, values), max_leaves=5)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5), TEXTS)
def test_what_is_written_is_read(values: dict[str, Any], rest: str) -> None:
    """Values survive a round trip through PyYAML, with dates as text and without infinities."""
    text = f"---\n{yaml.safe_dump(values, allow_unicode=True)}---\n{rest}"
    found = split_front_matter(text)
    assert (found.values, found.rest, found.problem) == (_as_json(values), rest, "")


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value.isoformat() if hasattr(value, "isoformat") else value


@given(st.text(alphabet="ab:-[]{}!&*#|>'\"%@`, \n\t0.~?", max_size=60))
def test_any_yaml_is_answered(matter: str) -> None:
    """Values or a problem, and never an exception."""
    found = split_front_matter(f"---\n{matter}\n---\n")
    assert isinstance(found.values, dict)
