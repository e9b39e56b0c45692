"""The systems that are compared, and the without_query_syntax text that they are given."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.systems import baselines, without_query_syntax
from searchidx import Document
from searchidx.query.parse import parse
from searchidx.query.tree import And, Group, Or, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.query.tree import Node


def test_a_baseline_that_is_not_installed_is_left_out_with_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without tantivy the other baselines run, and a line gives the reason."""
    monkeypatch.setitem(sys.modules, "tantivy", None)
    progress: list[str] = []
    systems = baselines([Document("a", "Tên", "chữ")], progress.append)
    assert "tantivy" not in systems
    assert "syllables" in systems
    (line,) = progress
    assert "left out: tantivy" in line


def test_tantivy_answers_what_its_parser_would_refuse() -> None:
    """The operators of tantivy's parser reach it as plain words; its analysis folds case but not NFD."""
    pytest.importorskip("tantivy")
    system = baselines([Document("a", "Công an", "")], print)["tantivy"]
    for query in ('công AND "an', "title:[công TO", "CÔNG)", "-công^2~"):
        assert [name for name, _ in system.rank(query, 5)] == ["a"]
    assert system.rank("?!", 5) == []
    assert system.rank(unicodedata.normalize("NFD", "công"), 5) == []


def _nodes(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    yield node
    for children in ("children", "wanted", "required", "unwanted"):
        for child in getattr(node, children, ()):
            yield from _nodes(child)


SIGNS = '"“”„«»()*+-:＂（）：－ '
WORDS = ("AND", "OR", "NOT", "title:", "date:", "công", "an", "2021", "tittle")


@given(st.lists(st.sampled_from([*SIGNS, *WORDS])))
def test_a_plain_query_is_words_only(pieces: list[str]) -> None:
    """Whatever a text holds, it then parses to bare words: no phrase, sign, field or operator."""
    text = "".join(pieces)
    for node in _nodes(parse(without_query_syntax(text)).root):
        assert isinstance(node, Word | Group), text
        assert node.field is None if isinstance(node, Word) else not (node.required or node.unwanted), text
        assert not isinstance(node, And | Or)


PLAIN = [
    ('"công an" (xã)', " công an   xã "),
    ("03/2019/NĐ-CP lúc 16:30", "03/2019/NĐ-CP lúc 16:30"),
    ("A AND B: x", "A and B  x"),
    ("an -ninh TP-HCM", "an  ninh TP-HCM"),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_plain_text_keeps_its_words(text: str, expected: str) -> None:
    """Only query language becomes blanks, while codes and times of day stay whole."""
    assert without_query_syntax(text) == expected
