"""Synonyms as they are stored with an index."""

from __future__ import annotations

import pytest

from analyzers.form_table import FormRule
from searchidx.synonyms.stored import decode, encode, form_table

A, B, C = ("xe", "máy"), ("mô", "tô"), ("tth",)


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        ((), ""),
        ((FormRule((A, B), (A, B)),), "xe máy,mô tô"),
        ((FormRule((C,), (A, B)),), "tth=>xe máy,mô tô"),
        ((FormRule((A, C), (B,)), FormRule((B, C), (B, C))), "xe máy,tth=>mô tô\nmô tô,tth"),
    ],
)
def test_rules_and_their_text(rules: tuple[FormRule, ...], text: str) -> None:
    """Each rule is a line, in Solr's format; no rules are no text."""
    assert encode(rules) == text
    assert decode(text) == rules


def test_the_table_of_a_text_is_kept() -> None:
    """Searches of one state, and of later states with the same synonyms, share a table."""
    table = form_table("xe máy,mô tô")
    assert table.other_forms(B) == (A,)
    assert form_table("xe máy," + "mô tô") is table
    assert form_table("").other_forms(A) == ()
