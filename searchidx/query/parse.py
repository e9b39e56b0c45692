"""From the tokens of a query to its tree. docs/query-language.md describes the language; its grammar is:

    alternatives = conjunction { "OR" conjunction }
    conjunction  = neighbours { "AND" neighbours }
    neighbours   = { clause } { "NOT" { clause } }       (at least one clause)
    clause       = [ "+" | "-" ] [ field ":" ] operand
    operand      = word | phrase | prefix | date | address | "(" alternatives ")"

Neighbouring words bind more tightly than operators, because most Vietnamese words consist of two syllables:
`công an OR bộ đội`.
"""

from __future__ import annotations

from typing import NoReturn

from searchidx.errors import QuerySyntaxError
from searchidx.query.fields import ADDRESS_FIELDS, lonely_field_reason
from searchidx.query.lex import lex
from searchidx.query.tokens import QueryToken, TokenKind
from searchidx.query.tree import Address, And, Group, Node, Not, Or, Phrase, Prefix, Query, Word

EVERYTHING = ("*", "＊")
"""The query that every document matches. In any other query, a star between blanks is text."""

MAX_QUERY_LENGTH = 10_000
"""The maximum length of a query, in codepoints."""

MAX_CLAUSES = 2_000
"""The maximum number of words, phrases, prefixes and dates in a query."""

MAX_PATHS = 20
"""The maximum number of paths in a query."""

MAX_DEPTH = 20
"""The maximum depth of nested parentheses."""


def parse(text: str, keywords: tuple[str, ...] = ()) -> Query:
    """Return the `Query` with its tree. The root is None if the text contains nothing to search for.

    The root of the query `*` is a conjunction without children, which every document matches.

    Raises QuerySyntaxError, and nothing else, for a query that cannot be read or that exceeds
    `MAX_QUERY_LENGTH`, `MAX_CLAUSES`, `MAX_PATHS` or `MAX_DEPTH`. The time is linear in the length of the
    text. `keywords` are the keyword fields of the index in addition to those that every index has.
    """
    check_length(text)
    if text.strip() in EVERYTHING:
        return Query(text, And(()))
    tokens = _without_strays(text, lex(text, keywords))
    _check_size(text, tokens)
    root = _Parser(text, tokens).alternatives(None)
    return Query(text, root, _notes(text, tokens, keywords))


def check_length(text: str) -> None:
    """Raise QuerySyntaxError for a query that is longer than `MAX_QUERY_LENGTH`."""
    if len(text) > MAX_QUERY_LENGTH:
        reason = f"The query has {len(text):,} characters; shorten it to {MAX_QUERY_LENGTH:,} or fewer."
        raise QuerySyntaxError(reason, text, MAX_QUERY_LENGTH)


def _notes(text: str, tokens: list[QueryToken], keywords: tuple[str, ...]) -> tuple[str, ...]:
    if ":" not in text and "：" not in text:
        return ()
    from searchidx.query.notes import unknown_field_notes  # imported here, because few queries need it

    return unknown_field_notes(text, tokens, keywords)


def _without_strays(text: str, tokens: list[QueryToken]) -> list[QueryToken]:
    """Return the tokens without strays, which are quotes and parentheses that have no partner.

    Strays are ordinary punctuation in a pasted title: `1) Rửa tay`, `"Bộ Công an`. In a query with operators
    or fields, and after a sign, a stray raises QuerySyntaxError.
    """
    opened: list[int] = []
    stray: set[int] = set()
    for number, token in enumerate(tokens):
        if token.kind is TokenKind.OPEN:
            opened.append(number)
        elif token.kind is TokenKind.CLOSE and opened:
            opened.pop()
        elif token.kind in (TokenKind.CLOSE, TokenKind.UNCLOSED):
            stray.add(number)
    stray.update(opened)
    if not stray:
        return tokens
    structured = any(token.kind is TokenKind.OPERATOR or token.field for token in tokens)
    for number in sorted(stray):
        if structured or tokens[number].sign:
            _refuse_stray(text, tokens[number])
    return [token for number, token in enumerate(tokens) if number not in stray]


def _refuse_stray(text: str, token: QueryToken) -> NoReturn:
    reasons = {
        TokenKind.OPEN: "This parenthesis is never closed; close it where its group ends, or remove it.",
        TokenKind.CLOSE: "This parenthesis closes nothing; open it where its group begins, or remove it.",
        TokenKind.UNCLOSED: "This quote is never closed; close it where the phrase ends, or remove it.",
    }
    raise QuerySyntaxError(reasons[token.kind], text, token.start)


def _check_size(text: str, tokens: list[QueryToken]) -> None:
    clauses = depth = 0
    if len(tokens) <= min(MAX_CLAUSES, MAX_DEPTH):
        return
    for token in tokens:
        if token.kind is TokenKind.OPEN:
            depth += 1
        elif token.kind is TokenKind.CLOSE:
            depth -= 1
        elif token.kind is not TokenKind.OPERATOR:
            clauses += 1
        if depth > MAX_DEPTH:
            reason = f"The parentheses are nested deeper than {MAX_DEPTH}; remove some of them."
            raise QuerySyntaxError(reason, text, token.start)
        if clauses > MAX_CLAUSES:
            reason = f"The query has more than {MAX_CLAUSES:,} words; shorten it."
            raise QuerySyntaxError(reason, text, token.start)


class _Parser:
    """A recursive-descent parser for tokens without strays. Each rule of the grammar has a method.

    `next` is the number of the next token, and `paths` is the number of paths so far. The argument `field` of
    the methods is the field of the enclosing group. The recursion is as deep as the parentheses."""

    def __init__(self, text: str, tokens: list[QueryToken]) -> None:
        self.text = text
        self.tokens = tokens
        self.next = 0
        self.paths = 0

    def alternatives(self, field: str | None) -> Node | None:
        """Read up to the end of a group. Return the node of the group, or None if the group is empty."""
        node = self._conjunction(field)
        if node is None:
            self._refuse_dangling("before")
            return None
        children = [node]
        while (operator := self._accept("OR")) is not None:
            children.append(self._right_side(operator, self._conjunction(field)))
        return children[0] if len(children) == 1 else Or(tuple(children))

    def _conjunction(self, field: str | None) -> Node | None:
        node = self._neighbours(field)
        if node is None:
            return None
        children = [node]
        while (operator := self._accept("AND")) is not None:
            children.append(self._right_side(operator, self._neighbours(field)))
        return children[0] if len(children) == 1 else And(tuple(children))

    def _neighbours(self, field: str | None) -> Node | None:
        wanted, required, unwanted = self._clauses(field)
        while (operator := self._accept("NOT")) is not None:
            negative = True
            while (next_operator := self._accept("NOT")) is not None:  # NOT NOT x is x
                operator, negative = next_operator, not negative
            child = self._right_side(operator, _joined(*self._clauses(field)))
            (unwanted if negative else wanted).append(child)
        return _joined(wanted, required, unwanted)

    def _clauses(self, field: str | None) -> tuple[list[Node], list[Node], list[Node]]:
        """Read up to an operator or the end of the group. Return wanted, required and unwanted clauses."""
        wanted: list[Node] = []
        required: list[Node] = []
        unwanted: list[Node] = []
        while self.next < len(self.tokens):
            token = self.tokens[self.next]
            if token.kind in (TokenKind.OPERATOR, TokenKind.CLOSE):
                break
            self.next += 1
            node = self._operand(token, token.field or field)
            if node is None:
                continue
            if token.sign:
                (required if token.sign == "+" else unwanted).append(node)
            elif isinstance(node, Group) and not node.required and not node.unwanted:
                wanted.extend(node.wanted)  # parentheses around bare clauses change nothing
            else:
                wanted.append(node)
        return wanted, required, unwanted

    def _operand(self, token: QueryToken, field: str | None) -> Node | None:
        content = self.text[token.start : token.end]
        if token.kind is TokenKind.OPEN:
            node = self.alternatives(field)
            self.next += 1  # skip the closing parenthesis
            if node is None and token.field is not None:
                raise QuerySyntaxError(lonely_field_reason(token.field), self.text, token.start)
            return node
        if token.kind is TokenKind.DATE:
            from searchidx.query.dates import read_dates

            return read_dates(self.text, token.start, token.end)
        if field in ADDRESS_FIELDS:
            self._count_path(token, field)
            return Address(field, f"{content}*" if token.kind is TokenKind.PREFIX else content)
        if token.kind is TokenKind.PHRASE:
            return Phrase(content, token.start, token.end, field)
        if token.kind is TokenKind.PREFIX:
            return Prefix(content, token.start, token.end, field)
        return Word(content, token.start, token.end, field)

    def _count_path(self, token: QueryToken, field: str) -> None:
        """Raise QuerySyntaxError for the first of too many paths: each is compared with all paths."""
        self.paths += field == "path"
        if self.paths > MAX_PATHS:
            reason = f"The query names more than {MAX_PATHS} paths; name a folder above them instead."
            raise QuerySyntaxError(reason, self.text, token.start)

    def _accept(self, operator: str) -> QueryToken | None:
        """Return the next token and move past it if it is this operator, otherwise return None."""
        if self.next == len(self.tokens):
            return None
        token = self.tokens[self.next]
        if token.kind is not TokenKind.OPERATOR or self.text[token.start : token.end] != operator:
            return None
        self.next += 1
        return token

    def _right_side(self, operator: QueryToken, node: Node | None) -> Node:
        if node is None:
            self._refuse(operator, "after")
        return node

    def _refuse_dangling(self, side: str) -> None:
        if self.next < len(self.tokens) and self.tokens[self.next].kind is TokenKind.OPERATOR:
            self._refuse(self.tokens[self.next], side)

    def _refuse(self, token: QueryToken, side: str) -> NoReturn:
        name = self.text[token.start : token.end]
        reason = f'{name} needs something {side} it; add it, or write "{name}" in quotes for the word itself.'
        raise QuerySyntaxError(reason, self.text, token.start)


def _joined(wanted: list[Node], required: list[Node], unwanted: list[Node]) -> Node | None:
    """Return the simplest node with the meaning of these clauses, or None if there are no clauses."""
    if not wanted and not required:
        if not unwanted:
            return None
        if len(unwanted) == 1:
            return Not(unwanted[0])
    if len(wanted) == 1 and not required and not unwanted:
        return wanted[0]
    return Group(tuple(wanted), tuple(required), tuple(unwanted))
