"""One pattern of gitignore, such as `*.txt`, `/tin/nhap/` or `!tin/*.html`.

pathspec turns the text of a pattern into a regular expression. This module is only imported if there is a
pattern, because the import of pathspec takes time.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from typing import Final, NamedTuple

from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_FOLDER_MARK: Final = "ps_d"
"""The group in pathspec's regular expressions that matches the slash after the name of a matching folder."""

_UNSUPPORTED_SET: Final = re.compile(r"(?<!\\)\[[^]]*(?:\\|\[:)")
"""The beginning of a set of characters that git and pathspec read differently: `[[:alpha:]]`, `[\\]]`."""

_FOLDERS_BELOW: Final = re.compile(r"/\*\*/$")
"""The end of a pattern for all folders below a folder. pathspec would also match the folder itself."""


class PatternError(Exception):
    """The error for a text that is no pattern. Its `str()` says what is wrong with the text."""


class Pattern(NamedTuple):
    """A pattern, as a regular expression for paths with slashes, relative to the folder of the pattern."""

    regex: re.Pattern[str]
    is_negative: bool
    """Whether the pattern begins with `!`, so that it takes back what an earlier pattern says."""

    def matches(self, path: str, *, is_folder: bool) -> bool:
        """Return whether the pattern matches a file or folder itself. A match of a folder above is none.

        `path` does not end with a slash.
        """
        match = self.regex.search(path)
        if match is not None and not match.groupdict().get(_FOLDER_MARK):
            return True
        if not is_folder or _FOLDER_MARK not in self.regex.groupindex:
            return False
        end = len(path)
        return any(match.start(_FOLDER_MARK) == end for match in self.regex.finditer(f"{path}/"))

    def covers(self, path: str) -> bool:
        """Return whether the pattern matches a file itself or a folder above it."""
        return self.regex.search(path) is not None


def compile_pattern(text: str) -> Pattern | None:
    """Return the pattern of one line of an ignore file, or None if the line is blank or a comment.

    Vietnamese letters may be written in composed or decomposed form. Raises PatternError.
    """
    if not text.strip() or text.startswith("#"):
        return None
    if _UNSUPPORTED_SET.search(text):
        raise PatternError("between brackets there may be no backslash and no class such as [:digit:]")
    try:
        with warnings.catch_warnings(action="ignore", category=FutureWarning):  # for sets such as "[[a]"
            pattern = GitIgnoreSpecPattern(_FOLDERS_BELOW.sub("/**/*/", unicodedata.normalize("NFC", text)))
    except (ValueError, re.error) as error:
        reason = "it ends with a backslash" if text.endswith("\\") else "it cannot be read"
        raise PatternError(reason) from error
    if pattern.regex is None:  # pathspec ignores such a pattern silently, as git does.
        raise PatternError("a bracket is not closed" if "[" in text else "it matches nothing")
    return Pattern(pattern.regex, is_negative=not pattern.include)
