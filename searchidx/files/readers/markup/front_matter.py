"""The front matter of a Markdown file: keys and values in YAML or TOML above the text.

YAML stands between lines of `---`, and TOML between lines of `+++`. Only plain values are read, and no tag
of YAML makes an object of Python.
"""

from __future__ import annotations

import datetime
import math
import re
import tomllib
from typing import Any, Final, NamedTuple

import yaml

from searchidx.files.readers.content import MAX_NESTING_LEVELS
from searchidx.files.readers.markup.loose_matter import read_loose_matter

_MAX_LENGTH: Final = 1 << 16
"""The length of the longest front matter in codepoints: 65,536."""

_FRONT_MATTER: Final = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<matter>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)


class FrontMatter(NamedTuple):
    """The front matter of a text, and the rest of the text.

    Attributes:
        values: the values by key: strings, numbers, booleans, None, lists and dictionaries. Dates and times
            are strings in ISO 8601.
        rest: the text below the front matter, or the whole text if there is none.
        problem: why the front matter could not be read, or "". If there are values, it is why a part of the
            front matter was read as texts.
        line: the number of the line of the problem, or of the first key whose value was read as a text.
    """

    values: dict[str, Any]
    rest: str
    problem: str = ""
    line: int = 1


class _RefusedError(Exception):
    """The error for YAML that is refused."""


_UNREADABLE: Final = (
    *(_RefusedError, yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError),
)
"""What reading YAML raises. The errors of Python come from values that do not fit their tag."""


def split_front_matter(text: str) -> FrontMatter:
    """Return the front matter of a text whose lines end with line feeds.

    Text between two lines of `---` that has no keys is no front matter, but text between two rules. A part
    of front matter that is not YAML is read as texts, and gives a problem. TOML that cannot be read, and
    front matter that is too long, gives no values and a problem.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return FrontMatter({}, text)
    matter, rest = match["matter"], text[match.end() :]
    if len(matter) > _MAX_LENGTH:
        return FrontMatter({}, rest, f"it is longer than {_MAX_LENGTH} characters")
    if match["fence"] == "+++":
        return _toml_matter(matter, rest)
    try:
        values = _load_yaml(matter)
    except _UNREADABLE as error:
        return _loose_matter(text, matter, rest, error)
    if values is None:
        return FrontMatter({}, rest)
    if not isinstance(values, dict):
        return FrontMatter({}, text)
    return FrontMatter(_plain(values), rest)


def _toml_matter(matter: str, rest: str) -> FrontMatter:
    try:
        return FrontMatter(_plain(tomllib.loads(matter)), rest)
    except (ValueError, RecursionError) as error:
        return FrontMatter({}, rest, _reason(error))


def _loose_matter(text: str, matter: str, rest: str, error: Exception) -> FrontMatter:
    """Return front matter that is not YAML, for the reason that an error tells."""
    loose = read_loose_matter(matter, _yaml_values)
    if loose is None:
        return FrontMatter({}, text)
    return FrontMatter(loose.values, rest, _reason(error), loose.line + 1)


def _yaml_values(part: str) -> dict[str, Any] | None:
    """Return the values of a part of front matter, or None if the part is not YAML."""
    try:
        values = _load_yaml(part)
    except _UNREADABLE:
        return None
    return _plain(values) if isinstance(values, dict) else None


def _reason(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError):
        return str(error.problem or error.context)
    return " ".join(str(error).split())


def _load_yaml(matter: str) -> object:
    """Return the value of YAML, which may be no mapping. Raises one of _UNREADABLE.

    The events are checked before a value is made. Aliases are refused, because few of them can stand for
    billions of values, and a list could contain itself.
    """
    level = 0
    for event in yaml.parse(matter, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError("it has an alias (*); write the value itself, or put it in quotes")
        level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if level > MAX_NESTING_LEVELS:
            raise _RefusedError(f"it is nested deeper than {MAX_NESTING_LEVELS} levels")
    return yaml.load(matter, Loader=_Loader)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader of YAML, in C if it is installed. An impossible date such as 2021-02-30 is text."""

    def construct_date(self, node: yaml.ScalarNode) -> object:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_date)


def _plain(value: Any) -> Any:
    """Return a value with everything in it that JSON does not have replaced."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case dict():
            return {str(_plain(key)): _plain(item) for key, item in value.items()}
        case list() | tuple() | set():
            return [_plain(item) for item in value]
        case float():
            return value if math.isfinite(value) else None
        case bytes():
            return value.decode("utf-8", "replace")
        case _:
            return value
