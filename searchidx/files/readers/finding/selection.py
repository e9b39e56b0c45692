"""Which files and folders are read, and which are excluded, in the manner of gitignore?

The patterns come from the caller, and from files with the name `.searchidxignore`. This is the order of
precedence. The first pattern that matches a file or folder decides:

1. the patterns of `Selection.exclude`, the last one first;
2. the ignore file in the folder of the entry, its last line first, then the ignore file in the folder above,
   and so on up to the folder that the caller named.

An excluded folder is not entered, so no pattern can bring back what is in it. If there are patterns in
`Selection.include`, a file that is not excluded must also match one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from searchidx.errors import SearchError
from searchidx.files.found_files import display_path
from searchidx.files.readers.remarks import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.files.readers.finding.patterns import Pattern

IGNORE_FILE_NAME: Final = ".searchidxignore"

_MAX_IGNORE_FILE_BYTES: Final = 1 << 20
"""The size of the largest ignore file that is read: 1 MiB."""

_MAX_PATTERNS: Final = 10_000
"""The greatest number of patterns in an ignore file."""

_ADVICE: Final = "the files in its folder are not read until you correct it"


@dataclass(frozen=True, slots=True)
class Selection:
    """The patterns by which files and folders are selected, as they are written in a gitignore file.

    They apply to the paths below each folder that the caller names. A file that the caller names is always
    read, and hidden entries never are.

    Attributes:
        include: if there are any, only files that match one of them, or are in a folder that matches one of
            them, are read. They must not begin with `!`.
        exclude: files and folders that are not read. The last pattern that matches decides. If it begins
            with `!`, the file or folder is read even if an ignore file excludes it.

    Raises SearchError if a text is no pattern.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.rules()

    @classmethod
    def of(cls, include: Iterable[str], exclude: Iterable[str]) -> Self:
        """Return the selection by these patterns. A single pattern may be a string."""
        return cls(
            (include,) if isinstance(include, str) else tuple(include),
            (exclude,) if isinstance(exclude, str) else tuple(exclude),
        )

    def rules(self) -> Rules:
        """Return the rules that apply in a folder that the caller named, before its ignore file is read."""
        include = tuple(_compile_argument("include", text) for text in self.include)
        exclude = tuple(_compile_argument("exclude", text) for text in reversed(self.exclude))
        return Rules(include, (_Source("", exclude),) if exclude else (), has_exclude=bool(exclude))


class Rules(NamedTuple):
    """The compiled patterns that apply in a folder."""

    include: tuple[Pattern, ...] = ()
    sources: tuple[_Source, ...] = ()
    """Where the other patterns come from. The source with the highest precedence is the first."""
    has_exclude: bool = False
    """Whether the first source is `Selection.exclude`."""

    def selects(self, name: str, *, is_folder: bool) -> bool:
        """Return whether to read a file or enter a folder of the folder to which these rules apply.

        `name` is the path below the folder that the caller named, as in `ArticleFile.name`.
        """
        for source in self.sources:
            path = name[len(source.prefix) :]
            for pattern in source.patterns:
                if pattern.matches(path, is_folder=is_folder):
                    if not pattern.is_negative:
                        return False
                    return self._includes(name, is_folder=is_folder)
        return self._includes(name, is_folder=is_folder)

    def _includes(self, name: str, *, is_folder: bool) -> bool:
        return is_folder or not self.include or any(pattern.covers(name) for pattern in self.include)

    def with_ignore_file(self, path: str, folder_name: str) -> Rules | Failure:
        """Return the rules that apply in a folder with an ignore file, or a failure if it cannot be read.

        `self` are the rules that apply to the folder. `path` opens the ignore file.
        """
        patterns = _read_ignore_file(path)
        if isinstance(patterns, Failure):
            return patterns
        source = _Source(f"{folder_name}/" if folder_name else "", tuple(reversed(patterns)))
        first = int(self.has_exclude)
        return self._replace(sources=(*self.sources[:first], source, *self.sources[first:]))


class _Source(NamedTuple):
    """The patterns of an ignore file, or of the caller. The last pattern comes first."""

    prefix: str
    """The name of the folder to which the patterns are relative, with a slash at its end, or ""."""
    patterns: tuple[Pattern, ...]


def _read_ignore_file(path: str) -> list[Pattern] | Failure:
    """Return the patterns of an ignore file. One line that cannot be read makes the whole file a failure."""
    shown_path = display_path(path)
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(_MAX_IGNORE_FILE_BYTES + 1)
    except OSError as error:
        return Failure(shown_path, error.strerror or str(error), _ADVICE)
    if len(data) > _MAX_IGNORE_FILE_BYTES:
        return Failure(shown_path, "it is larger than 1 MiB", _ADVICE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Failure(shown_path, "it is not text in UTF-8", _ADVICE)
    if "\0" in text:
        return Failure(shown_path, "it is not text", _ADVICE)
    return _compile_lines(text.split("\n"), shown_path)


def _compile_lines(lines: Iterable[str], shown_path: str) -> list[Pattern] | Failure:
    from searchidx.files.readers.finding.patterns import PatternError, compile_pattern

    patterns: list[Pattern] = []
    for number, line in enumerate(lines, start=1):
        try:
            pattern = compile_pattern(line)
        except PatternError as error:
            return Failure(
                shown_path, f'"{line.strip()}" is not a pattern: {error}', _ADVICE, f"line {number}"
            )
        if pattern is not None:
            patterns.append(pattern)
        if len(patterns) > _MAX_PATTERNS:
            return Failure(shown_path, f"it has more than {_MAX_PATTERNS:,} patterns", _ADVICE)
    return patterns


def _compile_argument(argument: str, text: str) -> Pattern:
    """Return the pattern of an argument. Raises SearchError."""
    from searchidx.files.readers.finding.patterns import PatternError, compile_pattern

    try:
        pattern = compile_pattern(text)
    except PatternError as error:
        raise SearchError(f'"{text}" in {argument} is not a pattern: {error}') from None
    if pattern is None:
        reason = r"it is blank or a comment; write # at its beginning as \#"
        raise SearchError(f'"{text}" in {argument} is not a pattern: {reason}')
    if argument == "include" and pattern.is_negative:
        raise SearchError(f'"{text}" in include begins with "!"; write "{text[1:]}" in exclude instead')
    return pattern
