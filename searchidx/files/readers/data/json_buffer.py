"""A text of JSON of any length, of which only the part that is being read is in memory."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.content import MAX_TEXT_LENGTH
from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.data.json_values import decode_value
from searchidx.files.readers.documents import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.data.json_values import DecodedValue

_OPENING: Final = '{["'
"""The first characters of objects, arrays and strings. The end of other values is not marked."""

_WHITE_SPACE: Final = re.compile(r"[ \t\r\n]*")

_TOKENS: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{]+|[\]}]+|[,"]', re.DOTALL)
"""What decides where a value ends: strings, brackets, commas, and the quote of a string without an end."""


class CutValueError(ContentError):
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

    def require(self, character: str) -> None:
        """Read the next character, which must be this one. Raises RecordError or CutValueError."""
        if not self.take(character):
            if not self.next_character():
                raise CutValueError.damaged("the end of a value is missing")
            raise RecordError(f'it is not JSON: "{character}" is missing')

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
            raise CutValueError.damaged("a bracket is closed that was not opened")
        self._position = end

    def _decode(self) -> DecodedValue:
        if self.next_character() not in _OPENING:
            self._end_of_value()  # A number or a word may go on in the next block.
        try:
            return decode_value(self._text, self._position)
        except json.JSONDecodeError:
            self._end_of_value()  # Reads up to the end of the value.
        try:
            return decode_value(self._text, self._position)
        except json.JSONDecodeError as error:
            raise RecordError(f"it is not JSON: {error.msg}") from None

    def _end_of_value(self) -> int:
        """Return the offset after the next value, after reading up to its end. Raises CutValueError."""
        is_scalar = self.next_character() not in _OPENING
        while (end := self._find_end()) is None:
            length = len(self._text) - self._position
            if length >= MAX_TEXT_LENGTH:
                raise CutValueError.too_large(MAX_TEXT_LENGTH)
            # The text in memory is doubled, so that all attempts to find the end take linear time.
            if not self._fill(length):
                if is_scalar:
                    return len(self._text)
                raise CutValueError.damaged("the end of a value is missing")
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
