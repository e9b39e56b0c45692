"""Patterns of paths: which terms fit them, against a matcher that tries everything."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.searching import globs
from searchidx.engines.columnar.searching.globs import documents_of_glob, glob_pattern
from searchidx.engines.plan import AllOf, AnyTerm, Plan, Term, TermGlob, TermPrefix
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.plan import Condition

FITS = [
    # whole names side by side, anywhere
    ("tin", "/tin/1.txt/", True),
    ("1.txt", "/tin/1.txt/", True),
    ("tin/1.txt", "/a/tin/1.txt/", True),
    ("a/1.txt", "/a/tin/1.txt/", False),
    ("ti", "/tin/1.txt/", False),
    ("in", "/tin/", False),
    ("tin/2", "/tin/1/tin/2/", True),
    ("a/b/c", "/a/b/a/b/c/", True),
    ("a/a/b", "/a/a/a/b/", True),
    # a star is any part of a name, also an empty one; two stars within a name are one
    ("*.txt", "/tin/1.txt/", True),
    ("*.txt", "/tin/.txt/", True),
    ("t*n/*", "/tin/1/", True),
    ("t*n", "/t/n/", False),
    ("t**n", "/tin/", True),
    ("t**n", "/t/n/", False),
    ("a*b*a", "/abba/", True),
    ("a*b*a", "/aba/", True),
    ("a*a", "/a/", False),
    ("ab*ba", "/aba/", False),
    ("*ab*ab", "/xabyab/", True),
    ("*ab*ab", "/xab/", False),
    ("*", "/tin/", True),
    ("*/*", "/tin/", False),
    # a question mark is one character
    ("?", "/a/", True),
    ("?", "/ab/", False),
    ("?/b", "/a/b/", True),
    ("a?b", "/a/b/", False),
    ("*?b", "/b/", False),
    ("*?b", "/ab/", True),
    ("20??", "/tin/2021/", True),
    # two stars are any number of names
    ("a/**/b", "/a/b/", True),
    ("a/**/b", "/a/x/y/b/", True),
    ("a/**/b", "/b/a/", False),
    ("a/**/**/b", "/a/b/", True),
    ("**", "/tin/", True),
    ("**/a", "/a/", True),
    ("a/**", "/a/", True),
    ("a/**/a", "/a/", False),
    ("a/b/**/b/c", "/a/b/c/", False),
    ("a/b/**/b/c", "/a/b/x/b/b/c/", True),
    # all else is itself
    ("a.b", "/axb/", False),
    ("a+(b)[c]{2}^$|\\d", "/a+(b)[c]{2}^$|\\d/", True),
    ("[ab]", "/a/", False),
    ("a\nb", "/a\nb/", True),
    ("?", "/\n/", True),
    ("b", "/a\na/b/", True),
    # slashes at the ends and empty names of a pattern change nothing
    ("/tin//1/", "/tin/1/", True),
    # nor do empty names of a term
    ("s3:/tin/1", "/s3://tin///1/", True),
    ("s3:/*/1", "/s3://1/", False),
    ("*", "///", False),
    ("*/1", "///1/", False),
    ("**/1", "///1/", True),
    ("", "/tin/", True),
]


@pytest.mark.parametrize(("pattern", "term", "fits"), FITS)
def test_which_terms_fit(pattern: str, term: str, fits: bool) -> None:
    assert (glob_pattern(pattern).match(term) is not None) == fits


def naive(pattern: str, term: str) -> bool:
    """Try every division of the names among the names of the pattern, character by character."""
    names = tuple([name for name in term.split("/") if name])
    return _names_fit(("**", *[name for name in pattern.split("/") if name], "**"), names)


@cache
def _names_fit(pattern: tuple[str, ...], names: tuple[str, ...]) -> bool:
    if not pattern:
        return not names
    if pattern[0] == "**":
        return _names_fit(pattern[1:], names) or (bool(names) and _names_fit(pattern, names[1:]))
    return bool(names) and _name_fits(pattern[0], names[0]) and _names_fit(pattern[1:], names[1:])


@cache
def _name_fits(pattern: str, name: str) -> bool:
    if not pattern:
        return not name
    if pattern[0] == "*":
        return _name_fits(pattern[1:], name) or (bool(name) and _name_fits(pattern, name[1:]))
    return bool(name) and pattern[0] in ("?", name[0]) and _name_fits(pattern[1:], name[1:])


NAMES = st.text("ab.", max_size=5)
NAME_PATTERNS = st.text("aab*?.", max_size=5) | st.just("**")


@given(st.lists(NAME_PATTERNS, max_size=6), st.lists(NAMES, min_size=1, max_size=8))
def test_patterns_fit_as_those_of_a_naive_matcher(pattern: list[str], names: list[str]) -> None:
    joined, term = "/".join(pattern), f"/{'/'.join(names)}/"
    assert (glob_pattern(joined).match(term) is not None) == naive(joined, term)


HOSTILE = [
    ("*a*a*a*a*b", "a" * 10_000),
    ("*a" * 3_000 + "b", "a" * 10_000),
    ("*" + "a" * 3_000 + "b", "a" * 10_000),
    ("*" + "?" * 3_000 + "b*c", "a" * 10_000),
    ("*?" * 3_000 + "b", "a" * 10_000),
    ("*?a" * 2_000 + "/b", "a" * 10_000),
    ("*/" * 2_000 + "b", "a/" * 5_000),
    ("a/" * 2_000 + "b", "a/" * 5_000),
    ("**/a/" * 2_000 + "**/b", "a/" * 5_000),
    ("**/*a*a/" * 1_000 + "b", "aaa/" * 2_500),
    ("a*/**/*a/a*b/" * 500 + "b", "aaa/" * 2_500),
]


@pytest.mark.parametrize(("pattern", "path"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_patterns_end(pattern: str, path: str) -> None:
    """A matcher that tries all divisions would take longer than anyone waits."""
    assert glob_pattern(pattern).match(f"/{path}/") is None


# --- In segments -------------------------------------------------------------------------------------------

PATHS = [
    ["tin/a/1", "tin/a/2", "tin/b/1", "", "tin/a/1", "khác"],
    ["tin/b/2", "1/tin", "tin/a/1/phụ"],
]


def documents(paths: list[str], first: int = 0) -> list[Document]:
    return [Document(str(number), "", "an", path=path) for number, path in enumerate(paths, first)]


@pytest.mark.parametrize("terms_at_once", [1, 2, 3, 4096])
@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("tin/a", [[0, 1, 4], [2]]), ("1", [[0, 2, 4], [1, 2]]), ("tin/**/2", [[1], [0]]), ("x", [[], []]),
     ("*", [[0, 1, 2, 4, 5], [0, 1, 2]])],
)  # fmt: skip
def test_the_documents_of_a_pattern(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pattern: str,
    expected: list[list[int]],
    terms_at_once: int,
) -> None:
    """Ascending, each once, however many terms are read together."""
    monkeypatch.setattr(globs, "TERMS_AT_ONCE", terms_at_once)
    segments = [corpus.segment_of(tmp_path / str(i), documents(paths)) for i, paths in enumerate(PATHS)]
    found = [documents_of_glob(segment, TermGlob("path", pattern)) for segment in segments]
    assert [each.tolist() for each in found] == expected


def test_fields_without_whole_terms_are_refused(tmp_path: Path) -> None:
    """An unknown field has no terms."""
    segment = corpus.segment_of(tmp_path, documents(PATHS[0]))
    assert documents_of_glob(segment, TermGlob("nowhere", "tin")).tolist() == []
    for field in ("body_folded", "body", "values", "body_pairs"):
        with pytest.raises(ValueError, match=f"the field '{field}' has no whole terms"):
            documents_of_glob(segment, TermGlob(field, "tin"))


def test_a_field_without_terms_has_no_documents(tmp_path: Path) -> None:
    segment = corpus.segment_of(tmp_path, documents(["", ""]))
    assert documents_of_glob(segment, TermGlob("path", "**")).tolist() == []


CONDITIONS: list[tuple[Condition, str]] = [
    (TermGlob("path", "tin/a"), "018"),
    (AllOf((AnyTerm((Term("body", "an"),)), TermGlob("path", "1"))), "0278"),
    (TermPrefix("id", "1"), "1"),
    (TermPrefix("id", ""), "01235678"),
    (TermPrefix("id", "x"), ""),
    (AllOf((TermGlob("path", "tin/**"), TermPrefix("id", "8"), TermPrefix("body", "a"))), "8"),
]


@pytest.mark.parametrize(("condition", "expected"), CONDITIONS, ids=str)
def test_patterns_and_ids_as_conditions(tmp_path: Path, condition: Condition, expected: str) -> None:
    """In all segments, alone and after other conditions. Deleted documents never match."""
    searcher = corpus.searcher_of(tmp_path, documents(PATHS[0]), documents(PATHS[1], first=6), deleted=["4"])
    plan = Plan(complete=condition, k1=1.2, b=0.75)
    found = searcher.search(plan, limit=20).page
    assert "".join(sorted(searcher.document(each.number).id for each in found)) == expected
