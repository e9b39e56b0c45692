"""XML as a stream of events, which takes little memory however long the XML is, or as a small tree.

Declarations of entities or attributes and elements nested very deep do not occur in office files and books.
They are refused, so nothing can expand, and nothing outside the file is read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

from searchidx.files.readers.content_errors import GET_AGAIN, SPLIT, ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

_MAX_NESTING_LEVELS: Final = 512
"""The greatest depth of nested elements. The outermost element is level 1."""

_MAX_ELEMENTS: Final = 4_000_000
"""The greatest number of elements that are read. A page of text has some hundred."""


class Start(NamedTuple):
    """The start tag of an element, such as `w:p`, with its attributes by name, such as `w:val`."""

    name: str
    attributes: Mapping[str, str]


class End(NamedTuple):
    """The end tag of an element."""

    name: str


Event = Start | End | str
"""A tag, or a piece of text."""


def xml_events(chunks: Iterable[bytes], prefixes: Mapping[str, str]) -> Iterator[Event]:
    """Yield the events of XML, and an end tag for every start tag, even if the XML is damaged.

    Args:
        chunks: the bytes of the XML in pieces of any length. A ContentError of theirs is passed on.
        prefixes: the prefix of each namespace that is known. The prefix of other namespaces is "".

    Raises:
        ContentError: after the last event, if the XML is not well-formed, declares entities or attributes,
            is nested deeper than 512 levels, or has more than 4,000,000 elements.
    """
    parser = _Parser(prefixes)
    try:
        for chunk in chunks:
            parser.feed(chunk)
            yield from parser.take_events()
        parser.feed(b"", is_last=True)
    except ContentError as error:
        yield from parser.take_events()
        yield from parser.missing_ends()
        raise error from None
    yield from parser.take_events()


def element_texts(events: Iterable[Event]) -> dict[str, list[str]]:
    """Return the texts of all elements by their names. The text of an element does not include its children.

    This is for short parts, such as the properties of a document. Texts that are blank are left out.
    """
    texts: dict[str, list[str]] = {}
    pieces: list[list[str]] = []
    for event in events:
        if isinstance(event, Start):
            pieces.append([])
        elif isinstance(event, str):
            pieces[-1].append(event)
        elif text := "".join(pieces.pop()).strip():
            texts.setdefault(event.name, []).append(text)
    return texts


def read_tree(chunks: Iterable[bytes]) -> Element:
    """Return the root of a short XML document, without its namespaces. Raises as `xml_events` does."""
    builder = TreeBuilder()
    for event in xml_events(chunks, {}):
        if isinstance(event, str):
            builder.data(event)
        elif isinstance(event, Start):
            attributes = {key[1:]: value for key, value in event.attributes.items()}
            builder.start(event.name[1:], attributes)
        else:
            builder.end(event.name[1:])
    return builder.close()


class _Parser:
    """An expat parser that collects events."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._events: list[Event] = []
        self._open: list[str] = []
        self._elements = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._events.append
        self._parser.StartDoctypeDeclHandler = _check_doctype
        self._short_name = lru_cache(maxsize=1024)(lambda name: _short_name(name, prefixes))

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Parse a chunk. Raises ContentError."""
        try:
            self._parser.Parse(chunk, is_last)
        except (expat.ExpatError, ValueError, LookupError) as error:  # The last two: unknown encodings.
            raise ContentError(f"its XML is damaged ({error})", GET_AGAIN) from None

    def take_events(self) -> list[Event]:
        """Remove the events that were collected, and return them."""
        events = self._events.copy()
        self._events.clear()
        return events

    def missing_ends(self) -> list[Event]:
        """Return the end tags of the elements that are open, the innermost first."""
        return [End(name) for name in reversed(self._open)]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == _MAX_NESTING_LEVELS:
            raise ContentError.too_deep(_MAX_NESTING_LEVELS, GET_AGAIN)
        self._elements += 1
        if self._elements > _MAX_ELEMENTS:
            raise ContentError(f"it has more than {_MAX_ELEMENTS:,} elements", SPLIT)
        short_name = self._short_name(name)
        self._open.append(short_name)
        self._events.append(
            Start(short_name, {self._short_name(key): value for key, value in attributes.items()})
        )

    def _end(self, name: str) -> None:
        self._events.append(End(self._open.pop()))


def _short_name(name: str, prefixes: Mapping[str, str]) -> str:
    """Return the name of an element or attribute with a prefix in place of its namespace."""
    namespace, _, local_name = name.rpartition(" ")
    return f"{prefixes.get(namespace, '')}:{local_name}"


def _check_doctype(name: str, system_id: str | None, public_id: str | None, has_declarations: int) -> None:
    """Refuse declarations in a document type declaration. Without any, it only names the type."""
    if has_declarations:
        raise ContentError("its XML declares entities or attributes", GET_AGAIN)
