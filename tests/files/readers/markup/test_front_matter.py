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
    ("matter", "values", "problem", "line"),
    [
        ("title: Chợ: nổi", {"title": "Chợ: nổi"}, "mapping values are not allowed", 2),
        ("n: 7\na: @b\ntags: [c, d]", {"n": 7, "a": "@b", "tags": ["c", "d"]}, "cannot start any token", 3),
        ("a: 50% b\nb: %c", {"a": "50% b", "b": "%c"}, "cannot start any token", 3),
        ("title: a\nb: [1, 2", {"title": "a", "b": "[1, 2"}, "did not find expected", 3),
        ("a: [x: y: z, 'b', , ]", {"a": ["x: y: z", "b"]}, "", 2),
        ("a: b\n\tc: d", {"a": "b c: d"}, "", 2),
        ("tags:\n- @a\n-  'b'\n# c\n-\nd: e", {"tags": ["@a", "b", ""], "d": "e"}, "", 2),
        ("a: 'b' c\nd: *e", {"a": "'b' c", "d": "*e"}, "", 2),
        ("# x\n\na: b: c\nd: {e: [f]}", {"a": "b: c", "d": {"e": ["f"]}}, "", 4),
        ("'a': b\n\"c\": d: e\nf : g", {"a": "b", "c": "d: e", "f": "g"}, "", 3),
        ("title: Chợ\nnổi\ndate: 2021-11-24", {"title": "Chợ nổi", "date": "2021-11-24"}, "", 2),
        ("a:b\nc: d: e", None, "", 1),
        ("Sáng nay @chợ: đông: vui", {"Sáng nay @chợ": "đông: vui"}, "", 2),
        ("Sáng nay.\na: b: c", None, "", 1),
        (f"{'a' * 70}: b: c", None, "", 1),
    ],
)
def test_front_matter_that_is_not_yaml(
    matter: str, values: dict[str, Any] | None, problem: str, line: int
) -> None:
    """What is not YAML is read as texts. If the first line has no key, everything is text."""
    text = f"---\n{matter}\n---\nrest"
    found = split_front_matter(text)
    assert (found.values, found.rest) == (({}, text) if values is None else (values, "rest"))
    assert problem in found.problem
    assert bool(found.problem) == (values is not None)
    assert found.line == line


@pytest.mark.parametrize(
    ("matter", "problem"),
    [
        ("a: !!python/object/apply:os.system [ls]", "could not determine a constructor"),
        ("a: !!timestamp x", ""),
        ("a: !!int ''", ""),
        ("a: !!bool x", ""),
        ('a: "\\ud83d"', "invalid Unicode"),
        ("a: &b [*b]", "it has an alias"),
        (LAUGHS, "it has an alias"),
        ("a: " + "[" * 66, "it is nested deeper than 64 levels"),
        ("a: " + "{a: " * 10_000, "nest"),
        ("a: " + "9" * 5_000, ""),
        ("a: \x01", ""),
    ],
    ids=range(11),
)
def test_hostile_yaml_is_text(matter: str, problem: str) -> None:
    """No object is made and nothing grows. The values are the texts that are written."""
    found = split_front_matter(f"---\n{matter}\n---\nrest")
    assert found.rest == "rest"
    assert problem in found.problem
    assert found.problem
    assert "\n" not in found.problem
    texts = [
        text for value in found.values.values() for text in ([value] if isinstance(value, str) else value)
    ]
    assert sum(map(len, texts)) <= len(matter)


@pytest.mark.parametrize("matter", ["- " * 30_000, "? [a]\n: b", "@a"], ids=range(3))
def test_yaml_without_keys_is_text(matter: str) -> None:
    text = f"---\n{matter}\n---\nrest"
    assert split_front_matter(text) == FrontMatter({}, text)


def test_front_matter_that_is_too_long() -> None:
    found = split_front_matter(f"---\na: {'x' * 66_000}\n---\nrest")
    assert found == FrontMatter({}, "rest", "it is longer than 65536 characters")


def test_many_keys_that_are_not_yaml() -> None:
    """Each of them is read once."""
    found = split_front_matter("---\n" + "".join(f"a{n}: @\n" for n in range(7_000)) + "---\nrest")
    assert (len(found.values), found.line) == (7_000, 2)


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
    assert found.line == 1 or found.problem
