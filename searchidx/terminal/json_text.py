"""How is a value written as JSON that is safe to print?"""

from __future__ import annotations

import json

from searchidx.printable import unprintable_characters


def printable_json(value: object) -> str:
    """Return a value as JSON in which only unprintable characters are escaped.

    A value of a type that JSON does not support, such as a date, is written as its `str()`.
    """
    text = json.dumps(value, ensure_ascii=False, default=str)
    if text.isprintable():
        return text
    # Unprintable characters occur only inside strings, where an escape stands for the same character.
    return unprintable_characters().sub(lambda character: json.dumps(character[0])[1:-1], text)
