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

_MAX_LENGTH: Final = 1 << 16
"""The length of the longest front matter in codepoints: 65,536."""

_FRONT_MATTER: Final = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<matter>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)

_YAML_ERRORS: Final = (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError)
"""What PyYAML raises. The errors that are no YAMLError come from values that do not fit their tag."""


class FrontMatter(NamedTuple):
    """The front matter of a text, and the rest of the text.

    Attributes:
        values: the values by key: strings, numbers, booleans, None, lists and dictionaries. Dates and times
            are strings in ISO 8601.
        rest: the text below the front matter, or the whole text if there is none.
        problem: why the front matter could not be read, or "".
        line: the number of the line of the problem.
    """

    values: dict[str, Any]
    rest: str
    problem: str = ""
    line: int = 1


class _RefusedError(Exception):
    """The error for front matter that is refused."""


def split_front_matter(text: str) -> FrontMatter:
    """Return the front matter of a text whose lines end with line feeds.

    Text between two lines of `---` that is no mapping is no front matter, but text between two rules. Front
    matter that cannot be read gives no values and a problem.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return FrontMatter({}, text)
    matter, rest = match["matter"], text[match.end() :]
    if len(matter) > _MAX_LENGTH:
        return FrontMatter({}, rest, f"it is longer than {_MAX_LENGTH} characters")
    try:
        values = _load_toml(matter) if match["fence"] == "+++" else _load_yaml(matter)
    except _RefusedError as error:
        return FrontMatter({}, rest, str(error))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return FrontMatter({}, rest, str(error.problem or error.context), line)
    except (*_YAML_ERRORS, RecursionError) as error:
        return FrontMatter({}, rest, " ".join(str(error).split()))
    if values is None:
        return FrontMatter({}, rest)
    if not isinstance(values, dict):
        return FrontMatter({}, text)
    return FrontMatter(_plain(values), rest)


def _load_toml(matter: str) -> object:
    return tomllib.loads(matter)


def _load_yaml(matter: str) -> object:
    """Return the value of YAML, which may be no mapping. Raises _RefusedError or one of _YAML_ERRORS.

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
