r"""Parse synonyms in the format of Solr: one rule a line, whose forms are separated by commas.

    # all forms of a rule find each other
    xe máy, xe gắn máy, mô tô
    # a form on the left also finds the forms on the right, but not the other way round
    TTH, TT Huế => Thừa Thiên Huế

A form is one or several words. It is analysed as a query is: signs and the case make no difference. Several
rules for one form add up. Blank lines, lines that begin with `#`, and empty forms are skipped. A backslash
takes away the meaning of the next character: `\,` is a comma, `\=>` an arrow, `\#` a sharp sign and `\\` a
backslash within a form.

The source is Lucene's `SolrSynonymParser` with `expand=true`, of which there are three differences. What was
typed is always searched, even if it is on the left of an arrow. A line with a single form and no arrow is an
error, because it means nothing. White space before the `#` of a comment is allowed.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from analyzers.form_table import FormRule, form_of
from searchidx.errors import SynonymsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analyzers.form_table import Form

MAX_FORMS: Final = 100_000
"""The maximum number of forms in all rules together."""

MAX_FORM_WORDS: Final = 14
"""The maximum number of words in a form."""

_MAX_QUOTED_CHARACTERS: Final = 60
"""The maximum number of characters of a form that an error shows."""

_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_ESCAPE_OR_SEPARATOR: Final = re.compile(r"\\.|=>|,")
_ESCAPE: Final = re.compile(r"\\(.)")


def parse(text: str, name: str) -> tuple[FormRule, ...]:
    """Return the rules of a text, in order. The forms of each side of a rule are distinct.

    A rule is left out if all its forms have the same words, as in `GB, gb`. `name` says what the text
    is, such as the path of a file. Raises SynonymsError, which names the line, for the first line that cannot
    be read. The time is linear in the length of the text.
    """
    rules: list[FormRule] = []
    forms = 0
    for number, line in enumerate(lines(text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            rule = _rule(line)
        except ValueError as error:
            raise SynonymsError(f"{name}, line {number}: {error}") from None
        distinct = len({*rule.keys, *rule.values})
        if distinct == 1:
            continue
        forms += distinct
        if forms > MAX_FORMS:
            raise SynonymsError(
                f"{name}, line {number}: there are more than {MAX_FORMS:,} forms up to here; "
                "keep those that are searched"
            )
        rules.append(rule)
    return tuple(rules)


def lines(text: str) -> list[str]:
    """Return the lines of a text without their ends: LF, CR LF or CR."""
    return _LINE_END.split(text)


def _rule(line: str) -> FormRule:
    """Return the rule of a line. Raise ValueError, with a message for users, if the line is no rule."""
    sides = list(islice(_sides(line), 3))
    if len(sides) > 2:
        raise ValueError(r'it has "=>" more than once; write one rule a line, or \=> for the sign itself')
    if len(sides) == 2:
        for side, where in zip(sides, ("left", "right"), strict=True):
            if not side:
                raise ValueError(f'there is no form on the {where} of "=>"; write rules as a => b, c')
        keys, values = map(_forms, sides)
        return FormRule(keys, values)
    if len(sides[0]) < 2:
        raise ValueError("a rule needs at least two forms; write rules as a, b, c or as a => b, c")
    forms = _forms(sides[0])
    return FormRule(forms, forms)


def _sides(line: str) -> Iterator[list[str]]:
    """Yield the forms on each side of the arrows of a line, unescaped, without blanks around, not empty."""
    side: list[str] = []
    start = 0
    for separator in _ESCAPE_OR_SEPARATOR.finditer(line):
        if separator[0].startswith("\\"):
            continue
        side.append(line[start : separator.start()])
        start = separator.end()
        if separator[0] == "=>":
            yield _unescaped(side)
            side = []
    side.append(line[start:])
    yield _unescaped(side)


def _unescaped(side: list[str]) -> list[str]:
    forms = [_ESCAPE.sub(r"\1", form).strip() for form in side]
    return [form for form in forms if form]


def _forms(texts: list[str]) -> tuple[Form, ...]:
    """Return the distinct forms with these texts. Raise ValueError for a text that is no form."""
    forms: dict[Form, None] = {}
    for text in texts:
        form = form_of(text)
        if not form:
            raise ValueError(f"the form {_quoted(text)} has no letter and no digit; remove it")
        if len(form) > MAX_FORM_WORDS:
            raise ValueError(
                f"the form {_quoted(text)} has {len(form)} words; "
                f"shorten it to {MAX_FORM_WORDS} words or fewer"
            )
        forms[form] = None
    return tuple(forms)


def _quoted(text: str) -> str:
    cut = text if len(text) <= _MAX_QUOTED_CHARACTERS else f"{text[:_MAX_QUOTED_CHARACTERS]}…"
    return repr(cut)
