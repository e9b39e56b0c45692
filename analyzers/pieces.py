r"""How does pyvi cut a text before its model sees it? Into pieces, here one chunk between blanks at a time.

A piece is a word, a number, an abbreviation with its full stop, an address, or a single sign: `TP.HCM: 1.000`
gives `TP.`, `HCM`, `:`, `1.000`. The patterns are those of `ViTokenizer.sylabelize` in pyvi 0.1.1, tried in
its order. None of them crosses whitespace, except that a line break is a piece of its own, and NFC does not
reach over whitespace either; so the pieces of a text are those of its chunks.

Every pattern is matched in linear time. pyvi's e-mail pattern takes quadratic time on `a.a.a.a`; here it is
tried only where an address is. One bound is not pyvi's: NFC takes quadratic time to order a run of combining
marks, so more than MAX_MARKS of them in a row are normalised in slices of that length.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MAX_MARKS = 256
"""The number of combining marks in a row that are normalised together."""

_ABBREVIATION = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n"
_REST = r"\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
_WEB = r"\w+://[^\s]+"
_LOCAL_PART = r"[a-zA-Z0-9_.+-]+"
_DOMAIN = r"(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"


def nfc(chunk: str) -> str:
    """Return the chunk in NFC, in time linear in its length (see the bound in the module's description)."""
    if len(chunk) <= MAX_MARKS:
        return unicodedata.normalize("NFC", chunk)
    if chunk.isascii():
        return chunk
    slices: list[str] = []
    start, marks = 0, 0
    for index, character in enumerate(chunk):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > MAX_MARKS:
            slices.append(unicodedata.normalize("NFC", chunk[start:index]))
            start, marks = index, 1
    slices.append(unicodedata.normalize("NFC", chunk[start:]))
    return "".join(slices)


def pieces(chunk: str) -> list[str]:
    """Return the pieces that pyvi cuts from a chunk in NFC."""
    if "@" in chunk:
        return _pieces_with_email(chunk)
    return (_with_web() if "://" in chunk else _without_address()).findall(chunk)


@cache
def _without_address() -> re.Pattern[str]:
    return re.compile(f"{_ABBREVIATION}|{_REST}")


@cache
def _with_web() -> re.Pattern[str]:
    return re.compile(f"{_ABBREVIATION}|{_WEB}|{_REST}")


def _pieces_with_email(chunk: str) -> list[str]:
    cut: list[str] = []
    before_email = re.compile(f"{_ABBREVIATION}|{_WEB}")
    position = 0
    chunk_end = (len(chunk), len(chunk), len(chunk))
    for email_start, at_sign, email_end in [*_emails(chunk), chunk_end]:
        # pyvi's e-mail pattern matches from any character of the local part on.
        while position < email_start or (email_start <= position < at_sign):
            match = before_email.match(chunk, position)
            if match:
                end = match.end()
            elif email_start <= position:
                end = email_end
            else:
                end = _rest_end(chunk, position)
            cut.append(chunk[position:end])
            position = end
    return [piece for piece in cut if piece == "\n" or not piece.isspace()]


def _rest_end(chunk: str, position: int) -> int:
    match = re.compile(_REST).match(chunk, position)
    return match.end() if match else position + 1


def _emails(chunk: str) -> list[tuple[int, int, int]]:
    """Return where pyvi's e-mail pattern matches: the start of each address, its @ and its end."""
    emails = []
    domain_pattern = re.compile(_DOMAIN)
    for local in re.finditer(_LOCAL_PART, chunk):
        if chunk[local.end() : local.end() + 1] != "@":
            continue
        domain = domain_pattern.match(chunk, local.end() + 1)
        if domain is not None:
            emails.append((local.start(), local.end(), domain.end()))
    return emails
