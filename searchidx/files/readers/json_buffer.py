"""A text of JSON of any length, of which only the part that is being read is in memory."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.documents import RecordError
from searchidx.files.readers.json_values import decode_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.json_values import DecodedValue

MAX_VALUE_CHARACTERS: Final = 16 << 20
"""The length of the longest value that is read: 16 Mi codepoints."""

_WHITE_SPACE: Final = re.compile(r"[ \t\r\n]*")

_TOKENS: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{]+|[\]}]+|[,"]', re.DOTALL)
"""What decides where a value ends: strings, brackets, commas, and the quote of a string without an end."""


class CutValueError(Exception):
    """The error for a value that is longer than a value may be, or that the end of the file cuts."""


class JsonBuffer:
    """A text of JSON that is read value by value. Only the part from the next value on is in memory."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        self._text = ""
        self._position = 0

    def next_character(self) -> str:
        """Return the next character that is not white space, without reading it, or "" at the end."""
        while True:
            white_space = _WHITE_SPACE.match(self._text, self._position)
            assert white_space is not None
            self._position = white_space.end()
            if self._position < len(self._text):
                return self._text[self._position]
            if not self._fill():
                return ""

    def take(self, character: str) -> bool:
        """Read the next character if it is this one, and return whether it is."""
        is_next = self.next_character() == character
        self._position += is_next
        return is_next

    def take_value(self) -> Any:
        """Read the next value and return it. Raises as `peek_value` does, and then nothing is read."""
        value, self._position = self._decode()
        return value

    def peek_value(self) -> Any:
        """Return the next value without reading it.

        Raises RecordError if it is broken, but ends. Raises CutValueError if it is too long or does not end.
        """
        return self._decode().value

    def skip_value(self) -> None:
        """Read the next value, which may be broken.

        Raises CutValueError if it is too long or does not end, or if there is a closing bracket in its place.
        """
        end = self._end_of_value()
        if self._text[self._position] in "]}":
            raise CutValueError("a bracket is closed that was not opened")
        self._position = end

    def _decode(self) -> DecodedValue:
        self.next_character()
        try:
            decoded = decode_value(self._text, self._position)
        except json.JSONDecodeError:
            self._end_of_value()  # Reads up to the end of the value.
        else:
            # A number at the end of the text in memory may go on in the next block.
            if decoded.end < len(self._text) or not self._fill():
                return decoded
        try:
            return decode_value(self._text, self._position)
        except json.JSONDecodeError as error:
            raise RecordError(f"not JSON: {error.msg}") from None

    def _end_of_value(self) -> int:
        self.next_character()
        while (end := self._find_end()) is None:
            self._fill_or_raise()
        return end

    def _find_end(self) -> int | None:
        """Return the offset after the next value, or None if it does not end in the text in memory."""
        depth = 0
        for token in _TOKENS.finditer(self._text, self._position):
            first, length = token[0][0], token.end() - token.start()
            if first == '"':
                if length == 1:
                    return None
                if depth == 0:
                    return token.end()
            elif first == ",":
                if depth == 0:
                    return token.start()
            elif first in "[{":
                depth += length
            else:
                depth -= length
                if depth <= 0:  # The last brackets may be those of the values around this one.
                    return token.end() + depth
        return None

    def _fill_or_raise(self) -> None:
        """Double the text in memory, so that all attempts to read a value take linear time."""
        if len(self._text) - self._position >= MAX_VALUE_CHARACTERS:
            raise CutValueError(f"it is longer than {MAX_VALUE_CHARACTERS >> 20} Mi characters")
        if not self._fill(len(self._text) - self._position):
            raise CutValueError("the file ends too early")

    def _fill(self, count: int = 1) -> bool:
        """Read blocks with at least this number of characters, if there are. Return whether there was any."""
        parts = [self._text[self._position :]]
        while count > 0 and (block := next(self._blocks, "")):
            parts.append(block)
            count -= len(block)
        if len(parts) > 1:
            self._text = "".join(parts)
            self._position = 0
        return len(parts) > 1
