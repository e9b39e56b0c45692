"""Texts in the letters of old Vietnamese fonts, in files that are Unicode: `Hµ Néi` becomes `Hà Nội`.

The letters themselves are the evidence. The names of fonts, which files of Word have, are better
(`office.font_names`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from analyzers import convert_font_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_OTHER_KEYS: Final = ("id", "url", "encoding")
"""The keys whose values are no text in a language."""


class ConvertedValues(NamedTuple):
    """The values of a record with converted texts, and the names of the fonts, or "" if nothing changed."""

    values: Mapping[str, Any]
    fonts: str


def convert_by_evidence(values: Mapping[str, Any]) -> ConvertedValues:
    """Convert the texts of a record. They are looked at together, so that a short title is recognised, too.

    Texts in lists and objects stay as they are.
    """
    texts = {key: value for key, value in values.items() if isinstance(value, str) and key not in _OTHER_KEYS}
    converted, fonts = convert_font_text("\n".join(texts.values()))
    if not fonts:
        return ConvertedValues(values, "")
    lines = iter(converted.split("\n"))  # as many lines as before
    for key, text in texts.items():
        texts[key] = "\n".join(next(lines) for _ in range(text.count("\n") + 1))
    return ConvertedValues({**values, **texts}, fonts)
