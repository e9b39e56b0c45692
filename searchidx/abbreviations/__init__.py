"""Abbreviations as the articles themselves define them: mined, kept in the index, looked up for a query."""

from __future__ import annotations

from searchidx.abbreviations.field import FIELD, Expansion, expansions, stream

__all__ = ["FIELD", "Expansion", "expansions", "stream"]
