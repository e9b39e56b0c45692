"""May the last lines of an article be followed by the signature of its author?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from analyzers.composition import nfc

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIST_LINES: Final = 3
"""The number of short lines that are a list, a poem or a table."""

_MIN_PARAGRAPH_LENGTH: Final = 50
"""The length in codepoints from which a line is running text, and not an item of a list or a verse."""

_MIN_QUESTION_LENGTH: Final = 120
"""The length in codepoints from which a line that ends with `?` is no question whose answer may follow."""

_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)\]./]*$")
"""A full stop, `!`, `?` or `…` at the end of a line. Closing quotes and brackets may follow it."""

_QUESTION_END: Final = re.compile(r"\?[\"'”’»)\]./!]*$")
"""A question mark at the end of a line. Closing quotes and brackets may follow it."""

_LIST_INTRODUCTION: Final = re.compile(r"(?:như sau|sau đây|dưới đây|gồm có|bao gồm)[.…]+$", re.IGNORECASE)
"""The end of a sentence that introduces a list, whose items may be names: `Danh sách như sau.`"""


def ends_sentence(line: str) -> bool:
    """Return whether a line ends a sentence. Closing quotes and brackets may follow the full stop."""
    return _SENTENCE_END.search(line) is not None


def may_be_signed(lines: Sequence[str]) -> bool:
    """Return whether a signature may follow the lines (one or more), of which the last is next to it.

    The last line must end a sentence that introduces no list. If it ends a short question, the name after it
    is the answer. Three short lines are a list, a poem or a table, and the name is one of its lines.
    """
    last = nfc(lines[-1])
    if not ends_sentence(last) or _LIST_INTRODUCTION.search(last):
        return False
    if _QUESTION_END.search(last):
        return len(last) >= _MIN_QUESTION_LENGTH
    closing = lines[-_LIST_LINES:]
    return len(closing) < _LIST_LINES or any(len(line) >= _MIN_PARAGRAPH_LENGTH for line in closing)
