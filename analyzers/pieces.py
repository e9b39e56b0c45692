r"""pyvi's pieces: how it cuts a text before its model sees it, one whitespace-delimited chunk at a time.

No pattern of pyvi's crosses whitespace, except that a line break is a piece of its own, and NFC never reaches
over whitespace either; so the pieces of a text are those of its chunks. Every pattern is matched in linear
time: the e-mail pattern, quadratic in pyvi on runs such as `a.a.a.a`, is tried only at an address that is
there. The one bound that is not pyvi's: NFC orders a run of combining marks in quadratic time, so a run of
more than MARK_RUN of them is normalised in slices of that length.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MARK_RUN = 256

_ABBREVIATION = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n"
_REST = r"\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
_WEB = r"\w+://[^\s]+"
_LOCAL_PART = r"[a-zA-Z0-9_.+-]+"
_DOMAIN = r"(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"


def nfc(chunk: str) -> str:
    """Return the chunk in NFC, in time linear in its length (see the module's note on runs of marks)."""
    if len(chunk) <= MARK_RUN:
        return unicodedata.normalize("NFC", chunk)
    if chunk.isascii():
        return chunk
    parts: list[str] = []
    start, run = 0, 0
    for index, character in enumerate(chunk):
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MARK_RUN:
            parts.append(unicodedata.normalize("NFC", chunk[start:index]))
            start, run = index, 1
    parts.append(unicodedata.normalize("NFC", chunk[start:]))
    return "".join(parts)


def pieces(chunk: str) -> list[str]:
    """Return the pieces that pyvi 0.1.1 cuts from a text in NFC (its `sylabelize`)."""
    if "@" in chunk:
        return _pieces_with_email(chunk)
    return (_with_web() if "://" in chunk else _plain()).findall(chunk)


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(f"{_ABBREVIATION}|{_REST}")


@cache
def _with_web() -> re.Pattern[str]:
    return re.compile(f"{_ABBREVIATION}|{_WEB}|{_REST}")


def _pieces_with_email(chunk: str) -> list[str]:
    found: list[str] = []
    before_email = re.compile(f"{_ABBREVIATION}|{_WEB}")
    at = 0
    for local, at_sign, end in [*_addresses(chunk), (len(chunk), len(chunk), len(chunk))]:
        while at < local or (local <= at < at_sign):
            inside = local <= at
            match = before_email.match(chunk, at)
            stop = match.end() if match else end if inside else _rest_end(chunk, at)
            found.append(chunk[at:stop])
            at = stop
    return [piece for piece in found if piece == "\n" or not piece.isspace()]


def _rest_end(chunk: str, at: int) -> int:
    match = re.compile(_REST).match(chunk, at)
    return match.end() if match else at + 1


def _addresses(chunk: str) -> list[tuple[int, int, int]]:
    """(start of the local part, its @, end of the domain) of every place where the e-mail pattern matches."""
    found = []
    at_domain = re.compile(_DOMAIN)
    for local in re.finditer(_LOCAL_PART, chunk):
        domain = (
            at_domain.match(chunk, local.end() + 1) if chunk[local.end() : local.end() + 1] == "@" else None
        )
        if domain is not None:
            found.append((local.start(), local.end(), domain.end()))
    return found
