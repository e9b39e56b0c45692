"""Which abbreviations do the articles define, and how else can a query be written by them?

While indexing, `definitions.py` finds the definitions in a text, and `field.py` makes index terms of them in
the layout of `terms.py`. For a query, `expansions.py` looks the terms up.
"""

from __future__ import annotations

from searchidx.abbreviations.expansions import Expansion, expansions
from searchidx.abbreviations.field import stream
from searchidx.abbreviations.terms import FIELD

__all__ = ["FIELD", "Expansion", "expansions", "stream"]
