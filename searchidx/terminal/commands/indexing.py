"""The command that makes an index of files, or brings it up to date."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchidx.errors import ReadError, SearchError
from searchidx.terminal.arguments import decode_argument
from searchidx.terminal.commands.options import index_option
from searchidx.terminal.commands.shared import open_index, print_lines
from searchidx.terminal.exit_status import FAILED, FOUND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.index import Index
    from searchidx.synonyms.rules import Synonyms


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--keyword",
    "keywords",
    multiple=True,
    metavar="NAME",
    help="Search, filter and count the key NAME of records, as source is. Only for a new index.",
)
@click.option(
    "--synonyms",
    "synonyms_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Replace the synonyms of the index by those of FILE. An empty file removes them.",
)
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="NAME=KEY",
    help="Read the title, body, date ... of records from KEY: title=headline, body=content.text.",
)
@click.option(
    "--include", multiple=True, metavar="GLOB", help="Read only files that match: '*.html', tin/2021/."
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    help="Skip files and folders that match, as lines of a file .searchidxignore do.",
)
@click.option(
    "--checksum", is_flag=True, help="Compare the contents of all files, not only their sizes and times."
)
@click.option("--list-formats", is_flag=True, help="List the types of files that are read, and exit.")
@index_option
def index(
    paths: tuple[str, ...],
    keywords: tuple[str, ...],
    synonyms_file: Path | None,
    mapped: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    checksum: bool,
    list_formats: bool,
    folder: Path,
) -> int:
    """Index articles from files, or from folders of them.

    A .txt file is one article, with its title on the first line. Each line of a .jsonl file is one article: a
    JSON object with the keys id, title, body (or text), date, source, category and url. It needs a title or a
    body; other keys are kept. Common names of these keys, such as headline or tieu_de, are recognized, and
    --map names others. --list-formats lists all types of files.

    Run the command again to bring the index up to date. It reads only files that are new or changed. The
    articles of a deleted file are removed if you name its folder, or the file itself.

    Each line of a file of synonyms has forms that find each other (a, b, c), or forms that also find others
    (a => b, c). With --synonyms FILE and without PATH, only the synonyms of an index are changed.
    """
    if list_formats:
        return _list_formats()
    gc.enable()
    synonyms = None if synonyms_file is None else _read_synonyms(synonyms_file)
    names = list(map(decode_argument, keywords))
    keys = _mapped_keys(mapped)
    if not paths:
        return _replace_synonyms(synonyms, folder, names)
    if not any(map(os.path.lexists, paths)) and not folder.exists():
        raise ReadError(f"There is nothing at {', '.join(paths)}. No index was made. Check the path.")
    from searchidx.terminal.progress import Progress

    with Progress() as progress:
        from searchidx.files.ingest import ingest
        from searchidx.terminal import indexing_report

        with _open_or_create(folder, names) as opened_index:
            _refuse_new_keywords(opened_index, names)
            report = ingest(
                opened_index,
                paths,
                progress.update,
                synonyms=synonyms,
                keys=keys,
                include=map(decode_argument, include),
                exclude=map(decode_argument, exclude),
                checksum=checksum,
            )
    for line in indexing_report.failures(report.failures):
        click.echo(line, err=True)
    if synonyms is not None:
        click.echo(indexing_report.synonyms_line(len(synonyms)))
    for line in indexing_report.summary(report):
        click.echo(line)
    return FAILED if report.failures else FOUND


def _list_formats() -> int:
    from searchidx.terminal.display import PLAIN, line_columns
    from searchidx.terminal.formats import format_rows
    from searchidx.terminal.tables import table_lines

    print_lines(table_lines(format_rows(), PLAIN, line_columns(sys.stdout)))
    return FOUND


def _mapped_keys(pairs: Iterable[str]) -> dict[str, list[str]]:
    """Return the mapping from names to keys. Raises BadParameter for a pair without an equals sign."""
    mapping: dict[str, list[str]] = {}
    for pair in map(decode_argument, pairs):
        name, sign, key = pair.partition("=")
        if not sign or not name.strip() or not key.strip():
            raise click.BadParameter(f"{pair!r} is no pair of names; write NAME=KEY.", param_hint="'--map'")
        mapping.setdefault(name.strip().lower(), []).append(key.strip())
    return mapping


def _read_synonyms(file: Path) -> Synonyms:
    from searchidx.synonyms.rules import Synonyms

    return Synonyms.read(file)


def _replace_synonyms(synonyms: Synonyms | None, folder: Path, keywords: Iterable[str]) -> int:
    """Replace the synonyms of an index that exists, without reading articles."""
    if synonyms is None:
        raise click.UsageError("Name the files or folders to index, as in: searchidx index PATH...")
    from searchidx.terminal.indexing_report import synonyms_line

    with open_index(folder) as opened_index:
        _refuse_new_keywords(opened_index, keywords)
        opened_index.set_synonyms(synonyms)
    click.echo(synonyms_line(len(synonyms)))
    return FOUND


def _open_or_create(folder: Path, keywords: Iterable[str]) -> Index:
    """Open the index in a folder, or create one with these keyword fields if there is none."""
    from searchidx.index import Index

    return Index.open(folder) if Index.exists(folder) else Index.create(folder, keywords=keywords)


def _refuse_new_keywords(opened_index: Index, keywords: Iterable[str]) -> None:
    """Raise SearchError if the index lacks one of the keyword fields, which cannot be added later."""
    from searchidx.keyword_names import own_keywords
    from searchidx.keyword_values import KEYWORD_FIELDS

    for name in own_keywords(keywords):
        if name not in opened_index.keywords:
            folder, names = opened_index.folder, ", ".join((*KEYWORD_FIELDS, *opened_index.keywords))
            raise SearchError(
                f"The index in '{folder}' has no keyword field {name!r}, and none can be added to it. It has "
                f"{names}. Index the files into a new folder: searchidx index PATH... --keyword {name} "
                "--index NEW-FOLDER"
            )
