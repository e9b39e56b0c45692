"""Front matter that is not YAML, because somebody wrote `title: Chợ: nổi` without quotes.

It is read key by key. What follows a key and is not YAML is read as a text, or as a list of texts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_KEY: Final = re.compile(
    r"""(?P<quote>["']?)(?P<key>[^\s"'#:,?&*!|>%@`{}\[\]-][^:\n]{0,60}?)(?P=quote)[ \t]*:(?=\s|$)"""
)
"""A key at the beginning of a line. The sign after it is followed by white space, as in YAML."""

_ITEM: Final = re.compile(r"-(?:[ \t]+|$)")
_LIST: Final = re.compile(r"\[(?P<items>[^\[\]]*)\]")


class LooseMatter(NamedTuple):
    """The values of front matter, and the number of its first line that is not YAML, or 0."""

    values: dict[str, Any]
    line: int


class _Entry(NamedTuple):
    """A key with its lines. The first line has the key, and `line` is its number."""

    key: str
    line: int
    lines: list[str]


def read_loose_matter(matter: str, load_yaml: Callable[[str], dict[str, Any] | None]) -> LooseMatter | None:
    """Return the values of front matter, or None if its first line with text has no key.

    `load_yaml` returns the values of a part of the front matter, or None if the part is not YAML.
    """
    values: dict[str, Any] = {}
    first = 0
    for entry in _entries(matter):
        if not entry.key:
            return None
        loaded = load_yaml("\n".join(entry.lines))
        if loaded is None:
            first = first or entry.line
            loaded = {entry.key: _loose_value(entry.lines)}
        values.update(loaded)
    return LooseMatter(values, first)


def _entries(matter: str) -> Iterator[_Entry]:
    """Yield the entries of front matter. Text before the first key is an entry whose key is empty."""
    entry: _Entry | None = None
    for number, line in enumerate(matter.split("\n"), start=1):
        if match := _KEY.match(line):
            if entry is not None:
                yield entry
            entry = _Entry(match["key"].rstrip(), number, [line])
        elif entry is not None:
            entry.lines.append(line)
        elif line.strip() and not line.startswith("#"):
            entry = _Entry("", number, [line])
    if entry is not None:
        yield entry


def _loose_value(lines: list[str]) -> str | list[str]:
    """Return the value of an entry as a text, or as a list if it is written as one."""
    value = _KEY.sub("", lines[0], count=1).strip()
    others = [line.strip() for line in lines[1:] if line.strip() and not line.startswith("#")]
    if not value and others and all(map(_ITEM.match, others)):
        return [_without_quotes(_ITEM.sub("", line, count=1)) for line in others]
    value = " ".join(filter(None, (value, *others)))
    if match := _LIST.fullmatch(value):
        return [_without_quotes(item) for item in match["items"].split(",") if item.strip()]
    return _without_quotes(value)


def _without_quotes(text: str) -> str:
    text = text.strip()
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text
