"""`.json` files: an array of articles, which may be inside objects, or one article.

Arrays are read item by item. The standard library decodes each item, and `JsonBuffer` finds where it ends.
An object of up to 16 Mi codepoints is decoded as a whole, because the keys after an array may show that the
object itself is the article: `{"comments": [...], "title": ..., "body": ...}`.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.content import MAX_NESTING_LEVELS
from searchidx.files.readers.content_errors import REST, ContentError
from searchidx.files.readers.data.columns import no_articles
from searchidx.files.readers.data.json_buffer import CutValueError, JsonBuffer
from searchidx.files.readers.data.json_values import as_record
from searchidx.files.readers.data.jsonl import line_records
from searchidx.files.readers.data.known_keys import has_text, has_title_or_text
from searchidx.files.readers.data.text_blocks import TextBlocks
from searchidx.files.readers.data.unpacking import UnpackingError, unpacked_blocks
from searchidx.files.readers.documents import RecordError
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Failure, Remark
    from searchidx.model import Document

    Accepts = Callable[[Mapping[str, Any], Keys], bool]


_MAX_OTHER_ITEMS: Final = 100
"""The greatest number of items before the first article of an array."""


def read_json(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the articles of a `.json` file, and remarks. Raises OSError.

    - In an array, every object is an article. Inside objects, the articles are in the first array with an
      object that has a key for the text of an article, or else in the first with an object that has a title.
    - An object with a text is an article itself, and so is one with a title and without such an array.
    - Several objects after each other are read as lines, like a `.jsonl` file.
    - If no key is that of an article, there is only a note.

    The id of an article without an id of its own ends with its number in the array, which starts at 1, unless
    it is the only article.
    """
    return read_records(_JsonFile(content, keys).read(), content, keys, own_keys=True)


class _JsonFile:
    """A `.json` file that is being read."""

    def __init__(self, content: Content, keys: Keys) -> None:
        self._content = content
        self._path = content.path
        self._keys = keys
        self._open()

    def _open(self) -> None:
        """Begin to read the file at its beginning."""
        self._content.stream.seek(0)
        self._text = TextBlocks(unpacked_blocks(self._content))
        self._buffer = JsonBuffer(iter(self._text))

    def read(self) -> Iterator[Record | Remark]:
        """Yield the records of the file, and remarks. Raises ContentError."""
        first = self._buffer.next_character()
        if first == "{":
            yield from self._read_object()
        elif self._buffer.take("["):
            yield from self._read_array()
        elif first:
            try:
                self._buffer.take_value()
            except (RecordError, CutValueError):
                raise ContentError.wrong_type(".json") from None
            yield no_articles((), self._path)
        else:
            raise ContentError.empty("write an array of articles, or remove it")

    def _read_array(self) -> Iterator[Record | Remark]:
        """Yield the records of a file that is an array, from the first item on that is an article."""
        others = 0
        while not self._begins_with(has_title_or_text):
            if others == _MAX_OTHER_ITEMS or self._buffer.next_character() in ("]", ""):
                yield no_articles((), self._path)
                return
            self._buffer.skip_value()
            self._buffer.take(",")
            others += 1
        if others:
            yield Note(self._path, f"the first {others} of its items are no articles")
        yield from self._items(others)

    def _read_object(self) -> Iterator[Record | Remark]:
        """Yield the records of a file that begins with an object."""
        value = None
        try:
            with suppress(RecordError):
                value = self._buffer.peek_value()
            self._buffer.skip_value()
        except CutValueError:
            yield from self._search_array()
            return
        if self._buffer.next_character():
            self._content.stream.seek(0)
            yield from line_records(self._content)
        elif value is None:
            yield from self._search_array()
        else:
            yield from self._choose(value)

    def _choose(self, value: dict[str, Any]) -> Iterator[Record | Remark]:
        """Yield the records of an object that is the whole file."""
        arrays = [] if has_text(value, self._keys) else list(_arrays(value))
        for accepts in (has_text, has_title_or_text):
            accepted = [array for array in arrays if self._has_article(array, accepts)]
            if accepted:
                for number, item in enumerate(accepted[0], start=1):
                    yield self._record(item, number)
                if others := len(accepted) - 1:
                    text = f"arrays of articles that are not read: {others}; save each as a file"
                    yield Note(self._path, text)
                return
        if has_title_or_text(value, self._keys):
            yield Record(value, encoding=self._label(value))
        else:
            yield no_articles(list(value), self._path)

    def _has_article(self, array: list[Any], accepts: Accepts) -> bool:
        """Return whether one of the first items of an array is accepted."""
        first_items = array[: _MAX_OTHER_ITEMS + 1]
        return any(isinstance(item, dict) and accepts(item, self._keys) for item in first_items)

    def _search_array(self) -> Iterator[Record | Remark]:
        """Yield the records of the first array of articles in an object that is long or broken."""
        self._open()
        found = False
        with suppress(RecordError, CutValueError):
            found = self._enter_array(has_text)
        if not found:
            # Damage before any array of articles now ends the file with a failure.
            self._open()
            found = self._enter_array(has_title_or_text)
        yield from self._items() if found else [no_articles((), self._path)]

    def _enter_array(self, accepts: Accepts, level: int = 1) -> bool:
        """Read up to the first item of the first array that is accepted, and return whether there is one.

        The next value must be an object. If it has no array that is accepted, it is read up to its end.
        """
        buffer = self._buffer
        buffer.take("{")
        while not buffer.take("}"):
            buffer.skip_value()
            buffer.require(":")
            if buffer.next_character() == "{" and level < MAX_NESTING_LEVELS:
                if self._enter_array(accepts, level + 1):
                    return True
            elif buffer.take("["):
                if self._begins_with(accepts):
                    return True
                while not buffer.take("]"):
                    buffer.skip_value()
                    buffer.take(",")
            else:
                buffer.skip_value()
            if buffer.next_character() != "}":
                buffer.require(",")
        return False

    def _begins_with(self, accepts: Accepts) -> bool:
        """Return whether the first item of an array is accepted, or is a broken object."""
        if self._buffer.next_character() != "{":
            return False
        try:
            return accepts(self._buffer.peek_value(), self._keys)
        except (RecordError, CutValueError):
            return True

    def _items(self, number: int = 0) -> Iterator[Record | Remark]:
        """Yield the records of an array from its next item on. `number` is that of the item before."""
        try:
            while not self._buffer.take("]"):
                number += 1
                try:
                    item = self._record(self._buffer.take_value(), number)
                except RecordError as error:
                    item = error.failure(self._path, f"item {number}")
                    self._buffer.skip_value()
                yield item
                self._buffer.take(",")  # A missing comma is tolerated.
        except (UnpackingError, CutValueError) as error:
            yield error.failure(self._path, f"item {max(number, 1)}", REST)

    def _record(self, value: object, number: int) -> Record | Failure:
        place = f"item {number}"
        try:
            record = as_record(value)
        except RecordError as error:
            return error.failure(self._path, place)
        return Record(record, place, f":{number}", self._label(record))

    def _label(self, record: Mapping[str, Any]) -> str:
        return self._text.label(str(value) for value in record.values())


def _arrays(value: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Yield the arrays in an object and in the objects inside it that have items, in their order."""
    for item in value.values():
        if isinstance(item, dict):
            yield from _arrays(item)
        elif isinstance(item, list) and item:
            yield item
