"""Which abbreviations do the articles define, and which other forms do they give the words of a query?

During indexing, `definitions.py` finds the definitions in a text, and `field.py` turns them into index terms
in the layout of `terms.py`. During planning, `expansions.py` looks these terms up.
"""

from __future__ import annotations

from searchidx.abbreviations.expansions import Expansion, expansions
from searchidx.abbreviations.field import stream
from searchidx.abbreviations.terms import FIELD

__all__ = ["FIELD", "Expansion", "expansions", "stream"]
