"""Trees of queries, written in short and looked through."""

from __future__ import annotations

from searchidx.query.tree import Address, And, DateRange, Group, Node, Not, Or, Phrase, Prefix, Word


def spell(node: Node | None) -> str:
    """A tree in short: {neighbours ^required !unwanted}, [and], <or>, !not, "phrase", prefix*."""
    match node:
        case None:
            return ""
        case Word(text, _, _, field):
            return f"{field}:{text}" if field else text
        case Phrase(text, _, _, field):
            return f'{field}:"{text}"' if field else f'"{text}"'
        case Prefix(text, _, _, field):
            return f"{field}:{text}*" if field else f"{text}*"
        case DateRange(first, last):
            return f"{first or ''}~{last or ''}"
        case Address(field, text):
            return f"{field}={text}"
        case Group(wanted, required, unwanted):
            signed = [("", n) for n in wanted] + [("^", n) for n in required] + [("!", n) for n in unwanted]
            return "{" + " ".join(sign + spell(n) for sign, n in signed) + "}"
        case And(children):
            return "[" + " & ".join(map(spell, children)) + "]"
        case Or(children):
            return "<" + " | ".join(map(spell, children)) + ">"
        case Not(child):
            return "!" + spell(child)


def leaves(node: Node | None) -> list[Word | Phrase | Prefix]:
    match node:
        case Word() | Phrase() | Prefix():
            return [node]
        case Group(wanted, required, unwanted):
            return [leaf for child in wanted + required + unwanted for leaf in leaves(child)]
        case And(children) | Or(children):
            return [leaf for child in children for leaf in leaves(child)]
        case Not(child):
            return leaves(child)
    return []


def depth(node: Node | None) -> int:
    match node:
        case Group(wanted, required, unwanted):
            return 1 + max(map(depth, wanted + required + unwanted))
        case And(children) | Or(children):
            return 1 + max(map(depth, children))
        case Not(child):
            return 1 + depth(child)
    return 1
