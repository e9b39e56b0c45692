"""`.md` and `.markdown` files: one file is one article, perhaps with front matter.

The body is the text that the rendered page shows, without targets of links, fences and tags.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from searchidx.files.readers.content import read_whole
from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.decoding import decode_article
from searchidx.files.readers.headline import without_title
from searchidx.files.readers.keys import Keys, with_attribute_names
from searchidx.files.readers.markup.front_matter import split_front_matter
from searchidx.files.readers.markup.markup_text import MarkupText, read_markup
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Failure, Note
from searchidx.files.readers.whitespace import with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.utils import EnvType, OptionsDict

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_MAX_NESTING_LEVELS: Final = 100
"""The greatest depth of nested lists and quotations. A text with deeper ones stays as it is written."""

_MAX_SECTION_LENGTH: Final = 1 << 19
"""A longer text is parsed in sections of at most this length in codepoints, which limits the memory."""


_BLANK_ID: Final = "\0"
"""The key of a blank id, which is mapped to the id so that the article has that of its file."""

_NUMBERED: Final = ("inline", "fence", "code_block", "html_block")
"""The tokens before whose text the number of an item may stand."""


def read_markdown(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of a Markdown file and perhaps remarks on it, or a failure. Raises OSError.

    Front matter that cannot be read is a failure, too, but the article is yielded without it. The id of the
    article is that of the file, unless the user names its key. An id in front matter stays in `extra`,
    because many sites need it to be unique in a folder only.
    """
    if all(attribute != "id" for attribute, _ in keys.named):
        keys = Keys((*keys.named, ("id", _BLANK_ID)))
    return read_records(_read(content, keys), content, keys, own_keys=True)


def _read(content: Content, keys: Keys) -> Iterator[Record | Remark]:
    decoded = decode_article(read_whole(content))
    matter = split_front_matter(with_line_feeds(decoded.text))
    values = _with_text(_with_plain_texts(matter.values), matter.rest, keys)
    if not any(values.values()):
        raise ContentError.without_text()
    if ("id", _BLANK_ID) in keys.named:
        values = {_BLANK_ID: "", **values}
    yield Record(values, encoding=decoded.label())
    if matter.problem and matter.values:
        yield Note(
            content.path,
            f"line {matter.line} of its front matter is not YAML ({matter.problem}) and was read as text; "
            "put values with special characters in quotes",
        )
    elif matter.problem:
        reason = f"its front matter cannot be read: {matter.problem}"
        yield Failure(
            content.path, reason, "put values with special characters in quotes", f"line {matter.line}"
        )


def _with_text(values: dict[str, Any], text: str, keys: Keys) -> dict[str, Any]:
    """Return the values of the front matter with the body of the article, and its title if they have none.

    The title is the first heading of the highest level, which is then not repeated in the body. A title of
    the front matter is not repeated if it is also the first line of the text.
    """
    title = with_attribute_names(values, keys).values.get("title")
    shown = _rendered(text, () if title else ("h1",))
    body = without_title(shown.text, str(title)) if title else shown.text
    # Values may have entities and tags, as in other files with keys. Those of the text were already read.
    heading = {} if title else {"title": escapeHtml(shown.heading)}
    return {**values, **heading, "body": escapeHtml(body)}


def _with_plain_texts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with the id, the title and the category as text, from `categories` if need be."""
    texts = {key: _as_text(values[key]) for key in ("id", "title", "category") if key in values}
    if not texts.get("category") and "categories" in values:
        texts["category"] = _as_text(values["categories"])
    return {**{key: value for key, value in values.items() if key != "categories"}, **texts}


def _as_text(value: object) -> str:
    """Return a value of front matter as text. The values in a list or mapping are joined by commas."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return ", ".join(filter(None, map(_as_text, value)))
        case dict():
            return _as_text(list(value.values()))
        case _:
            return str(value)


def _rendered(text: str, heading_tags: tuple[str, ...]) -> MarkupText:
    """Return the text that the rendered page shows."""
    return read_markup("".join(map(_html, _sections(text))), heading_tags)


def _sections(text: str) -> Iterator[str]:
    """Yield the text in sections that end with a blank line, or at least with a line if they can."""
    start = 0
    while len(text) - start > _MAX_SECTION_LENGTH:
        limit = start + _MAX_SECTION_LENGTH
        end = text.rfind("\n\n", start, limit) + 1 or text.rfind("\n", start, limit) + 1 or limit
        yield text[start:end]
        start = end
    yield text[start:]


def _html(text: str) -> str:
    parser = _parser()
    environment: dict[str, Any] = {}
    tokens = parser.parse(text, environment)
    if any(token.level >= _MAX_NESTING_LEVELS - 1 for token in tokens):
        # The parser leaves out what is nested deeper.
        return f"<pre>{escapeHtml(text)}</pre>"
    _add_numbers(tokens)
    html: str = parser.renderer.render(tokens, parser.options, environment)
    return html


def _add_numbers(tokens: Sequence[Token]) -> None:
    """Put the number of each item of an ordered list before the first text of the item."""
    next_numbers: list[int] = []  # for each open list, the number of its next item
    mark = ""  # the numbers before the next text
    for token in tokens:
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                next_numbers.append(int(token.attrs.get("start", 1)))
            case "ordered_list_close" | "bullet_list_close":
                next_numbers.pop()
            case "list_item_open" if token.info:
                mark += f"{next_numbers[-1]}{token.markup} "
                next_numbers[-1] += 1
            case "list_item_close":
                mark = ""
            case _ if mark and token.type in _NUMBERED:
                token.content = mark + token.content
                if token.children is not None:
                    token.children.insert(0, Token("text", "", 0, content=mark))
                mark = ""


@cache
def _parser() -> MarkdownIt:
    """Return a parser of CommonMark with tables, deleted text, footnotes and lists of tasks."""
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING_LEVELS}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(tasklists_plugin)
    parser.add_render_rule("image", _render_alternative_text)
    parser.add_render_rule("footnote_ref", _render_nothing)
    parser.add_render_rule("footnote_anchor", _render_nothing)
    return parser


def _render_alternative_text(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, environment: EnvType
) -> str:
    return escapeHtml(renderer.renderInlineAsText(tokens[index].children or [], options, environment))


def _render_nothing(*_: object) -> str:
    return ""
