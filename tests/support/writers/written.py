"""What an index must have of a file that was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.support.writers.articles import Article

    Writer = Callable[[Sequence[Article]], "File"]


class Entry(NamedTuple):
    """An article in a file.

    Attributes:
        article: the article.
        attributes: the attributes of the document that the format carries, with their values.
        id_ending: what follows the name of the file or member in the id of the document.
        member: the name of the member of an archive, after a slash.
        id: the id that the file gives the article, or "".
    """

    article: Article
    attributes: Mapping[str, Any]
    id_ending: str = ""
    member: str = ""
    id: str = ""

    def document_id(self, name: str) -> str:
        return self.id or f"{name}{self.member}{self.id_ending}"

    def in_member(self, member: str) -> Entry:
        return self._replace(member=f"/{member}{self.member}")


class File(NamedTuple):
    """The bytes of a file, and its articles."""

    data: bytes
    entries: list[Entry]


def attributes(article: Article, *names: str) -> dict[str, Any]:
    """The attributes of these names. `day` is the date alone, `time` the date without its zone."""
    values: dict[str, Any] = {}
    for name in names:
        if name == "day":
            values["date"] = article.date.date()
        elif name == "time":
            values["date"] = article.date.replace(tzinfo=None)
        elif name == "domain":
            values["source"] = article.domain
        else:
            values[name] = getattr(article, name)
    return values


ALL = ("date", "author", "source", "category", "url")
"""The attributes of a document that a format of records carries."""
