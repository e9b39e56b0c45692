"""A text of JSON of any length, of which only the part that is being read is in memory."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.documents import RecordError
from searchidx.files.readers.json_values import decode_value

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_VALUE_CHARACTERS: Final = 16 << 20
"""The length of the longest value that is read: 16 Mi codepoints."""

_WHITE_SPACE: Final = re.compile(r"[ \t\r\n]*")

_TOKENS: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{]+|[\]}]+|"', re.DOTALL)
"""What decides where a value ends: strings, brackets, and the beginning of a string without an end."""


class CutValueError(Exception):
    """The error for a value that is longer than a value may be, or that the end of the file cuts."""


class JsonBuffer:
    """The rest of a text of JSON, which is read from blocks."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        self._text = ""
        self._position = 0

    def next_character(self) -> str:
        """Return the next character that is not white space, without reading it, or "" at the end."""
        while True:
            match = _WHITE_SPACE.match(self._text, self._position)
            assert match is not None
            self._position = match.end()
            if self._position < len(self._text):
                return self._text[self._position]
            if not self._fill(1):
                return ""

    def take(self, characters: str) -> str:
        """Read and return the next character if it is one of these, or else return ""."""
        character = self.next_character()
        if not character or character not in characters:
            return ""
        self._position += 1
        return character

    def take_value(self) -> Any:
        """Read the next value and return it.

        Raises RecordError if it is broken, but ends. Raises CutValueError if it is too long or does not end.
        The value is read in the first case, and nothing is read in the second.
        """
        self.next_character()
        while True:
            try:
                value, end = decode_value(self._text, self._position)
                error: RecordError | None = None
            except json.JSONDecodeError as json_error:
                error = RecordError(f"not JSON: {json_error.msg}")
                end = self._end_of_value()
            except RecordError as record_error:
                error = record_error
                end = self._end_of_value()
            # A number at the end of the text may go on in the next block.
            if end is not None and (end < len(self._text) or not self._fill(1)):
                self._position = end
                if error:
                    raise error
                return value
            if end is None and not self._fill(len(self._text) - self._position):
                raise CutValueError
