"""Which syllables may a syllable mean that was typed with only some of its accents, such as `đuong`?

A beginning of a word may lack accents, too, because people type the mark of a letter, or the tone of a
syllable, after other letters.
"""

from __future__ import annotations

from functools import lru_cache

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from analyzers.orthography import is_syllable, strip_tone


@lru_cache(maxsize=1 << 10)
def with_more_accents(exact: str) -> tuple[str, ...]:
    """Return the syllables with all marks of an exact term and more: `"đuong" -> ("đuống", "đương", ...)`.

    Typed marks are kept, and missing marks are added. A syllable with a tone keeps its tone, and a letter
    such as ê keeps its mark. The result is empty for a term without accents, and for letters of no syllable.
    """
    folded = folded_term(exact)
    if folded == exact:
        return ()
    toneless, tone, _ = strip_tone(exact)
    if len(toneless) != len(folded):
        return ()  # a mark that does not compose with its letter, as in a tone typed twice
    return tuple(
        [
            other
            for other in accentuations(folded)
            if other != exact and _has_marks_of(*strip_tone(other)[:2], toneless, tone, folded)
        ]
    )


@lru_cache(maxsize=1 << 12)
def may_begin(beginning: str, term: str) -> bool:
    """Return whether a term starts with the letters of a beginning and has all its marks: `"đa"`, `"đá"`.

    Both are exact terms. Tones are typed last, so a beginning with a tone has all marks of its letters. The
    tone may be on any letter of the term, because it moves when a syllable grows: `"hoà"` begins `"hoàn"`.
    """
    folded, folded_other = folded_term(beginning), folded_term(term)
    if not folded_other.startswith(folded):
        return False
    if folded == beginning or term.startswith(beginning):
        return True
    toneless, tone, _ = strip_tone(beginning)
    other, other_tone, _ = strip_tone(term)
    if tone:
        return tone == other_tone and other.startswith(toneless)
    if len(toneless) != len(folded) or len(other) != len(folded_other):
        return False  # a mark that does not compose with its letter
    return _has_marks_of(other[: len(folded)], other_tone, toneless, tone, folded)


def _has_marks_of(other: str, other_tone: int, toneless: str, tone: int, folded: str) -> bool:
    """Return whether another syllable has the typed tone, if there is one, and every typed mark."""
    return (not tone or other_tone == tone) and all(
        typed in (unmarked, letter) for letter, typed, unmarked in zip(other, toneless, folded, strict=True)
    )


def lacks_accents(exact: str, document_frequency: float) -> bool:
    """Return whether an accented term, with this document frequency, was typed without some of its accents.

    This is assumed of a term that is no possible Vietnamese syllable or occurs in no document, if more
    accents make it a syllable.
    """
    return not (document_frequency and is_syllable(exact)) and bool(with_more_accents(exact))
