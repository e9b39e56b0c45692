r"""Cutting of texts into pieces, the units that pyvi's model joins to words.

A piece is a sequence of letters, a number, an abbreviation with its stop, an address or a single sign:
`TP.HCM: 1.000` gives `TP.`, `HCM`, `:`, `1.000`. The patterns and their order follow
`ViTokenizer.sylabelize` in pyvi 0.1.1. No piece contains a blank, except that a line break is a piece of its
own. NFC does not join characters across a blank either. So a text is cut one chunk at a time.

All functions take linear time. pyvi's e-mail pattern takes quadratic time on `a.a.a.a`. Here it is tried only
at addresses.
"""

from __future__ import annotations

import re
from functools import cache

_ABBREVIATION = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n"
_REST = r"\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
_WEB = r"\w+://[^\s]+"
_LOCAL_PART = r"[a-zA-Z0-9_.+-]+"
_DOMAIN = r"(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"


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
    """Return the pieces of a chunk that may have e-mail addresses."""
    cut: list[str] = []
    before_email = re.compile(f"{_ABBREVIATION}|{_WEB}")
    offset = 0
    chunk_end = (len(chunk), len(chunk), len(chunk))
    for email_start, at_sign, email_end in [*_emails(chunk), chunk_end]:
        # Cut pieces up to the end of this address. Other patterns may match a beginning of its local part.
        # pyvi's e-mail pattern then matches from the rest of the local part to the end of the address.
        while offset < email_start or (email_start <= offset < at_sign):
            match = before_email.match(chunk, offset)
            if match:
                end = match.end()
            elif email_start <= offset:
                end = email_end
            else:
                end = _rest_end(chunk, offset)
            cut.append(chunk[offset:end])
            offset = end
    return [piece for piece in cut if piece == "\n" or not piece.isspace()]


def _rest_end(chunk: str, offset: int) -> int:
    match = re.compile(_REST).match(chunk, offset)
    return match.end() if match else offset + 1


def _emails(chunk: str) -> list[tuple[int, int, int]]:
    """Return (start, offset of the @, end) of each match of pyvi's e-mail pattern."""
    emails = []
    domain_pattern = re.compile(_DOMAIN)
    for local in re.finditer(_LOCAL_PART, chunk):
        if chunk[local.end() : local.end() + 1] != "@":
            continue
        domain = domain_pattern.match(chunk, local.end() + 1)
        if domain is not None:
            emails.append((local.start(), local.end(), domain.end()))
    return emails
