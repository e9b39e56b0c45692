"""Who is the author that a byline names? Labels and verbs are not part of the name.

An outlet or a source is the author only if nobody else is named.
"""

from __future__ import annotations

from analyzers.composition import nfc
from searchidx.files.readers.page_parts.byline_names import is_department, is_instalment, people_of
from searchidx.files.readers.page_parts.bylines import read_credit, without_brackets


def author_of(byline: str) -> str:
    r"""Return the names in the lines of a byline, joined by `, `, or "" if no line has a name.

    The names of sources (`Theo TTXVN`) are returned only if nobody else is named. Names are in NFC, and each
    is returned once.
    """
    names: list[str] = []
    sources: list[str] = []
    for line in nfc(byline).split("\n"):
        line = " ".join(line.split())
        if credit := read_credit(line):
            (sources if credit.is_source else names).append(credit.names)
        elif people := people_of(line):
            names += people
        elif is_department(line):
            names.append(line)
        elif _is_outlet(source := without_brackets(line)):
            sources.append(source)
    return ", ".join(dict.fromkeys(filter(None, names or sources)))


def _is_outlet(source: str) -> bool:
    """Return whether each word begins with a capital: `TTXVN/Vietnam+`, but not `Còn nữa` or `Phần 2`."""
    return all(word[:1].isupper() for word in source.split()) and not is_instalment(source)
