"""Synonyms as a text in the metadata of an index, and this text as a table.

The text has a line for each rule. It is in Solr's format without escapes, because the words of forms contain
only letters, digits and their marks. The words were analysed already, so that loading them is fast:

    xe máy,xe gắn máy,mô tô
    tth,tt huế=>thừa thiên huế
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from analyzers.form_table import FormRule, FormTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.form_table import Form


def encode(rules: Sequence[FormRule]) -> str:
    """Return the text of rules, whose forms were made by `analyzers.form_table.form_of`. No rules give ""."""
    return "\n".join(
        _encode_side(rule.keys)
        if rule.keys == rule.values
        else f"{_encode_side(rule.keys)}=>{_encode_side(rule.values)}"
        for rule in rules
    )


def decode(text: str) -> tuple[FormRule, ...]:
    """Return the rules of a text that `encode` returned."""
    return tuple([_decode_rule(line) for line in text.split("\n")]) if text else ()


@lru_cache(maxsize=2)
def form_table(text: str) -> FormTable:
    """Return the table of the rules of a text that `encode` returned.

    The tables of two texts are kept, because every search of an index with synonyms needs its table.
    """
    return FormTable(decode(text))


def _encode_side(forms: Sequence[Form]) -> str:
    return ",".join(map(" ".join, forms))


def _decode_rule(line: str) -> FormRule:
    left, _, right = line.partition("=>")
    keys = _decode_side(left)
    return FormRule(keys, _decode_side(right) if right else keys)


def _decode_side(side: str) -> tuple[Form, ...]:
    return tuple([tuple(form.split(" ")) for form in side.split(",")])
