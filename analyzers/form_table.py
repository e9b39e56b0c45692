"""Which other forms does a part of a text have? A table of rules, each of which lists forms of one thing.

A form is a tuple of exact terms, as the parts of `analyzers.syllables` have them: the form `TP.HCM` is
`("tp", "hcm")`. `common_abbreviations` and synonyms that users write are looked up in such a table.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from analyzers.orthography import unmarked_syllables
from analyzers.spans import parts

Form: TypeAlias = "tuple[str, ...]"
"""The exact terms of one way to write something."""


def form_of(text: str) -> Form:
    """Return the exact terms of the parts of a text: `"TP.HCM" -> ("tp", "hcm")`. They may be none."""
    return tuple([part.term for part in parts(text)])


MAX_REMEMBERED_PARTS = 1 << 12
"""A table forgets what it returned when it was asked for this number of different parts."""


class FormRule(NamedTuple):
    """A text that has one of the `keys` as a part means the same with any of the `values` in its place.

    If all forms of a rule may replace each other, `keys` and `values` are the same tuple.
    """

    keys: tuple[Form, ...]
    values: tuple[Form, ...]


class FormTable:
    """A table that returns the other forms of a key. Several rules for one key add up.

    A key is found if each of its terms has the accents of the key, or none: `thành phố` is found as
    `thành phố`, `thanh pho` and `thanh phố`, but not as `thánh phố`. Spellings with i for y and y for i
    (`i_y_variants`) are also found: `bác sĩ` as `bác sỹ` and `bac sy`.
    """

    def __init__(self, rules: Iterable[FormRule]) -> None:
        self._rules: dict[str, list[tuple[Form, FormRule]]] = {}
        """Keys with their rules, in the order of the rules, by the common spelling of the key."""
        self._longest: dict[str, int] = {}
        """The number of terms of the longest key, by the common spelling of the key's first term."""
        self._joined: dict[str, list[Form]] = {}
        """Keys by their terms joined, without accents."""
        self._other_forms: dict[Form, tuple[Form, ...]] = {}
        """What `other_forms` returned for the parts that it was asked for last."""
        for rule in rules:
            for key in rule.keys:
                spelling = _common_spelling(" ".join(key))
                first = spelling.partition(" ")[0]
                self._rules.setdefault(spelling, []).append((key, rule))
                self._longest[first] = max(len(key), self._longest.get(first, 0))
                self._joined.setdefault(folded_term("".join(key)), []).append(key)

    def longest_key(self, first_term: str) -> int:
        """Return the number of terms of the longest key that begins with this term, or 0 without any key.

        Keys that begin with the same term in other accents count, too.
        """
        return self._longest.get(_spelling_of_term(first_term), 0)

    def other_forms(self, terms: Sequence[str]) -> tuple[Form, ...]:
        """Return the distinct other forms of a part of a text, or () if the part is no key.

        `terms` are all exact terms of the part. The values of keys with exactly these terms come first. Apart
        from that, the values are in the order of the rules.
        """
        form = tuple(terms)
        others = self._other_forms.get(form)
        if others is None:
            if len(self._other_forms) >= MAX_REMEMBERED_PARTS:
                self._other_forms = {}
            others = self._other_forms[form] = self._find_other_forms(form)
        return others

    def divided_otherwise(self, terms: Sequence[str]) -> tuple[Form, ...]:
        """Return the distinct keys that have the letters of a part of a text, but are divided otherwise.

        For `môtô`, this is the key `mô tô`. `terms` are all exact terms of the part, which may have the
        accents of the key or none. No key is returned if its letters are a Vietnamese syllable, or if the
        part or the key has two numbers side by side: `a n` is not `an`, and `1 9` is not `19`.
        """
        joined = "".join(terms)
        keys = self._joined.get(folded_term(joined), ())
        if not keys or folded_term(joined) in unmarked_syllables() or _divides_digits(terms):
            return ()
        lengths = list(map(len, terms))
        found = [key for key in keys if list(map(len, key)) != lengths and not _divides_digits(key)]
        return tuple(
            dict.fromkeys(key for key in found if joined in ("".join(key), folded_term("".join(key))))
        )

    def _find_other_forms(self, form: Form) -> tuple[Form, ...]:
        found = self._rules.get(" ".join(map(_spelling_of_term, form)))
        if found is None:
            return ()
        matching = [(key, rule) for key, rule in found if _matches(form, key)]
        matching.sort(key=lambda entry: entry[0] != form)
        keys = {form, *(key for key, _ in matching)}
        return tuple(
            dict.fromkeys(value for _, rule in matching for value in rule.values if value not in keys)
        )


def _divides_digits(terms: Sequence[str]) -> bool:
    return any(left[-1].isdigit() and right[0].isdigit() for left, right in pairwise(terms))


def _common_spelling(form: str) -> str:
    """Return the spelling that a form has in common with all forms that find it or that it finds as a key.

    The argument and the result are terms joined by blanks: `"bác sỹ" -> "bac si"`.
    """
    return folded_term(form).replace("y", "i")


_spelling_of_term = lru_cache(maxsize=1 << 12)(_common_spelling)
"""The same for a single term. The parts of a query that are looked up have terms in common."""


def _matches(typed: Form, key: Form) -> bool:
    """Return whether the typed terms find the key. Both have the same common spellings."""
    return typed == key or all(map(_is_spelling_of, typed, key))


def _is_spelling_of(typed: str, term: str) -> bool:
    spellings = (term, *i_y_variants(term))
    return typed in spellings or typed in map(folded_term, spellings)
