"""The layout of a definition as index terms."""

from __future__ import annotations

from searchidx.abbreviations.terms import definition_terms, value_of


def test_a_definition_is_a_term_in_each_direction_and_without_accents() -> None:
    assert list(definition_terms("hđnd", "hội đồng")) == [
        *("hđnd=hội đồng", "hdnd=hội đồng"),
        *("hội đồng=hđnd", "hoi dong=hđnd"),
    ]
    assert list(definition_terms("who", "world health")) == ["who=world health", "world health=who"]


def test_the_value_of_a_term() -> None:
    assert value_of("hđnd=hội đồng") == "hội đồng"
