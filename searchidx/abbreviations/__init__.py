"""Which abbreviations do the articles define, and how else can a query be written by them?

While indexing, `definitions.py` finds definitions in the text of an article and `field.py` makes a stream of
index terms of them; `terms.py` has the layout of a term. For a query, `expansions.py` looks its syllables
up."""

from __future__ import annotations

from searchidx.abbreviations.expansions import Expansion, expansions
from searchidx.abbreviations.field import stream
from searchidx.abbreviations.terms import FIELD

__all__ = ["FIELD", "Expansion", "expansions", "stream"]
