"""The command, as a terminal sees it: golden transcripts, and real processes where the system is part of it.

`UPDATE_GOLDEN=1 python -m pytest tests/test_cli.py` writes the transcripts anew; read the difference.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from itertools import count
from pathlib import Path

import pytest

from searchidx import Index
from searchidx.model import Document, Hit, Results, Snippet
from searchidx.terminal import results as render
from searchidx.terminal import results_json
from searchidx.terminal.arguments import join_arguments
from tests.support import ROOT
from tests.support.terminal import environment, in_process, searchidx, transcript

GOLDEN = ROOT / "tests" / "golden"
TRANSCRIPTS = sorted(GOLDEN.glob("*.txt"))
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `articles` and an `index` of them."""
    folder = tmp_path_factory.mktemp("collection")
    shutil.copytree(GOLDEN / "articles", folder / "articles")
    assert searchidx("index", "articles", cwd=folder).returncode == 0
    return folder


def steady(text: str) -> str:
    """The output without what changes with the format of the index or with every change of the ranking."""
    text = re.sub(r'("score": )[-\d.e]+', r"\1N", text)
    return re.sub(r"^(size +|schema +).*", r"\1...", text, flags=re.MULTILINE)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_command_prints_what_its_transcript_shows(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every line of every transcript is what the command prints, at the width that it names."""
    shutil.copytree(GOLDEN / "articles", tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "SEARCHIDX_INDEX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    ticks = count()
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticks) * 0.002)
    if path.stem != "index":
        in_process("searchidx index articles", capsys, monkeypatch)
    wanted = path.read_text(encoding="utf-8")
    shown = [f"$ {line}\n{steady(in_process(line, capsys, monkeypatch))}" for line, _ in transcript(wanted)]
    got = "".join(shown).replace("\x1b", "␛")
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(got, encoding="utf-8")
    assert got == wanted


def test_there_are_transcripts() -> None:
    """The parametrised test above is not empty."""
    assert len(TRANSCRIPTS) >= 6


def test_what_is_printed_as_json_is_what_the_library_returned(collection: Path) -> None:
    """The JSON of an answer has every key of format 1, with the library's own values."""
    printed = json.loads(searchidx("search", "cong an", "--json", cwd=collection).stdout)
    with Index.open(collection / "index") as index:
        results = index.search("cong an")
    keys = ["format", "query", "total", "complete", "relaxed", "suggestion", "took_ms", "hits"]
    assert list(printed) == keys
    assert (printed["format"], printed["query"], printed["total"]) == (1, "cong an", results.total)
    assert len(printed["hits"]) == len(results.hits) > 0
    for shown, hit in zip(printed["hits"], results.hits, strict=True):
        assert (shown["id"], shown["rank"], shown["complete"]) == (hit.document.id, hit.rank, hit.complete)
        assert shown["score"] == pytest.approx(hit.score, abs=1e-6)
        assert shown["title"] == hit.document.title
        assert shown["title_marks"] == [list(mark) for mark in hit.title_marks]
        assert shown["snippet"]["text"] == hit.snippet.text
        assert shown["snippet"]["marks"] == [list(mark) for mark in hit.snippet.marks]


def test_json_tells_partial_matches(collection: Path) -> None:
    """Each hit says whether it matches the whole query; `relaxed` says that one of them may not."""
    printed = json.loads(searchidx("search", "giá lúa nước", "--json", cwd=collection).stdout)
    assert printed["relaxed"]
    whole = [hit["complete"] for hit in printed["hits"]]
    assert whole == sorted(whole, reverse=True)
    assert printed["complete"] == sum(whole) < printed["total"]


def test_the_page_on_json_names_its_keys(collection: Path) -> None:
    """The tables of docs/json.md hold the keys of an answer and those of a hit, all of them."""
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    rows = [re.findall("`([^`]+)`", row) for row in re.findall(r"^\| (`.+?) \|", page, re.MULTILINE)]
    printed = json.loads(searchidx("search", "lúa", "--json", "--explain", cwd=collection).stdout)
    keys = [*printed, *printed["hits"][0]]
    assert sorted(key for row in rows for key in row) == sorted(keys)


def test_an_error_is_no_json(collection: Path) -> None:
    """With `--json` an error prints its message on stderr only; an answer without hits is an object."""
    refused = searchidx("search", "--json", "title:", cwd=collection)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.startswith(b"searchidx: title: needs a word")
    none = searchidx("search", "--json", "xyzzy", cwd=collection)
    assert (none.returncode, json.loads(none.stdout)["hits"]) == (1, [])


def test_an_explanation_is_a_column_under_the_hit(collection: Path) -> None:
    """`--explain` lists the score and what it is made of, heaviest first, aligned at the point."""
    lines = searchidx("search", "giá lúa", "--limit", "1", "--explain", cwd=collection).stdout.decode()
    column = [line for line in lines.splitlines() if re.match(r" +\d+\.\d{4}  \S", line)]
    assert column[0].endswith("  score")
    assert len(column) > 2
    assert len({line.index(".") for line in column}) == 1
    values = [float(line.split()[0]) for line in column]
    assert values[1:] == sorted(values[1:], reverse=True)
    assert sum(values[1:]) == pytest.approx(values[0], abs=0.001)


def test_the_index_is_named_by_option_by_variable_or_by_default(collection: Path, tmp_path: Path) -> None:
    """`--index` goes before SEARCHIDX_INDEX, and that before the folder `index`."""
    here = str(collection / "index")
    assert searchidx("search", "lúa", cwd=collection).returncode == 0
    assert searchidx("search", "lúa", cwd=tmp_path, SEARCHIDX_INDEX=here).returncode == 0
    assert searchidx("search", "lúa", "--index", here, cwd=tmp_path, SEARCHIDX_INDEX="x").returncode == 0
    missing = searchidx("search", "lúa", cwd=tmp_path)
    assert missing.returncode == 2
    assert b"Make one: searchidx index" in missing.stderr


def test_a_search_in_an_empty_index_says_so(tmp_path: Path) -> None:
    """Nothing is found in an index that a first run left empty: what to do is told beside."""
    (tmp_path / "articles").mkdir()
    assert searchidx("index", "articles", cwd=tmp_path).returncode == 0
    done = searchidx("search", "lúa", cwd=tmp_path)
    assert (done.returncode, done.stdout.count(b"No article matches: ")) == (1, 1)
    assert done.stderr == b"searchidx: index is empty. Fill it: searchidx index PATH... --index index\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["search", "lúa"], ["search", "lúa", "--json"], ["info"]])
def test_output_that_cannot_be_written_is_an_error(collection: Path, arguments: list[str]) -> None:
    """A full disk behind the output gives one message and status 2; a closed output is like none."""
    command = [sys.executable, "-m", "searchidx", *arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, cwd=collection, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"cannot be written" in done.stderr
    closed = ["sh", "-c", f"{shlex.join(command)} >&-"]
    done = subprocess.run(closed, cwd=collection, env=environment(), stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["search", "lúa", "--index", "no"], ["--nonsense"], ["index", "/no"]])
@pytest.mark.parametrize("nowhere", ["2>/dev/full", "2>&-"])
def test_an_error_that_cannot_be_told_has_its_status(
    collection: Path, arguments: list[str], nowhere: str
) -> None:
    """Where stderr is full or closed, the status alone tells of an error."""
    command = shlex.join([sys.executable, "-m", "searchidx", *arguments])
    shell = ["sh", "-c", f"{command} {nowhere}"]
    assert subprocess.run(shell, cwd=collection, env=environment(), check=False).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        (["lũ AND bão"], "lũ AND bão"),
        (["bộ công an", "lũ"], '"bộ công an" lũ'),
        (["Thứ trưởng", "-Quốc phòng"], '"Thứ trưởng" -"Quốc phòng"'),
        (["title:thủ tướng", "lũ"], 'title:"thủ tướng" lũ'),
        (["lũ OR bão", "date:2019"], "(lũ OR bão) date:2019"),
        (["-lũ NOT bão", "mưa"], "-(lũ NOT bão) mưa"),
        (["date:2020 lũ", "Quảng Ngãi"], '(date:2020 lũ) "Quảng Ngãi"'),
        (["lũ lớn title:bão", "mưa"], "(lũ lớn title:bão) mưa"),
        (["(lũ OR bão)", "mưa"], "(lũ OR bão) mưa"),
        (["Title:thủ tướng", "DATE:2020 lũ"], 'Title:"thủ tướng" (DATE:2020 lũ)'),
        (["SOURCE:vtv 1", "-Body:thủ tướng"], 'SOURCE:"vtv 1" -Body:"thủ tướng"'),
        (["lũ lớn CATEGORY:bão", "mưa"], "(lũ lớn CATEGORY:bão) mưa"),
        (["covid: tin mới", "UTC:7 giờ"], '"covid: tin mới" "UTC:7 giờ"'),
        (["tittle:thủ tướng", "lũ"], 'tittle:"thủ tướng" lũ'),
    ],
)
def test_arguments_with_blanks(arguments: list[str], query: str) -> None:
    """Of several arguments one with blanks is a phrase, or stands together where it is a query itself."""
    assert join_arguments(tuple(arguments)) == query


def test_a_query_may_begin_with_a_sign(collection: Path) -> None:
    """The first word of a query may be `-a`; later a single letter after a sign is taken for an option."""
    assert searchidx("search", "-a", "lúa", cwd=collection).returncode == 0
    assert searchidx("search", "lúa", "-n", "5", cwd=collection).returncode == 2


def test_a_search_loads_nothing_that_it_does_not_need(collection: Path) -> None:
    """A fresh process that searches imports neither pyvi, scikit-learn, scipy nor Whoosh."""
    code = (
        "import sys; from searchidx.terminal.commands import cli\n"
        "cli(['search', 'bo cong an', '--limit', '1'], standalone_mode=False)\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=collection, env=environment(), capture_output=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stderr.decode().split()}
    assert loaded.isdisjoint({"sklearn", "scipy", "pyvi", "sklearn_crfsuite", "pycrfsuite", "whoosh"})
    assert {"searchidx", "numpy", "click"} <= loaded
    assert b"1. " in done.stdout


def test_the_command_itself_loads_little(tmp_path: Path) -> None:
    """`--help` needs neither numpy nor Whoosh."""
    code = "import sys, searchidx.terminal.commands; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.decode().split()}
    assert loaded.isdisjoint({"numpy", "whoosh", "sklearn", "pyvi"})


WIDTHS = ["30", "40", "80", "140"]


@pytest.mark.parametrize("columns", WIDTHS)
def test_lines_fit_the_terminal(
    collection: Path, columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No line is wider than the terminal or than 100 columns, in NFC and NFD, unless one word is."""
    from wcwidth import wcswidth

    monkeypatch.chdir(collection)
    monkeypatch.delenv("SEARCHIDX_INDEX", raising=False)
    monkeypatch.setenv("COLUMNS", columns)
    for line in ("searchidx search 'công an nước' --limit 9", "searchidx show thuy-dien.txt"):
        for shown in in_process(line, capsys, monkeypatch).splitlines():
            single = len(shown.split()) == 1
            assert single or wcswidth(unicodedata.normalize("NFD", shown)) <= min(int(columns), 100)


def test_control_characters_of_articles_never_reach_the_terminal(collection: Path) -> None:
    """Escape sequences, bells and C1 controls in an article are shown as blanks, in JSON escaped."""
    for arguments in (("search", "giả mạo"), ("search", "giả mạo", "--json"), ("show", "bm-18")):
        done = searchidx(*arguments, cwd=collection)
        assert done.returncode == 0
        assert "tin nhắn" in done.stdout.decode().lower()
        assert not _CONTROL.search(done.stdout.decode())


HIDDEN = [*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, 0x2028, 0x2029]
HIDDEN += [*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080)]


def test_what_is_invisible_is_shown_as_blanks() -> None:
    """Controls, marks of direction and tags print as blanks, as JSON escapes that say what they were."""
    hidden = "".join(map(chr, HIDDEN))
    assert render.marked(hidden, (), str) == " " * len(hidden)
    document = Document("a", f"tin{hidden}", "")
    results = Results("tin", (Hit(1, 1.0, document, (), Snippet("")),), 1, 1, False, None, 0.0)
    text = results_json.as_json(results)
    assert not set(text) & set(hidden)
    assert json.loads(text)["hits"][0]["title"] == document.title


def test_an_id_as_printed_shows_its_article(tmp_path: Path) -> None:
    """Whatever a file's name or a record's id holds, what a search prints can be given to `show`."""
    folder = tmp_path / "articles"
    folder.mkdir()
    names = [f"a{chr(code)}b" for code in HIDDEN if code]
    for name in names[::7]:
        (folder / f"{name}.txt").write_text("Tin vắn\nMột tin.", encoding="utf-8")
    records = [json.dumps({"id": name, "title": "Tin dài"}) for name in names]
    (folder / "tin.jsonl").write_text("\n".join(records), encoding="utf-8")
    assert searchidx("index", "articles", cwd=tmp_path).returncode == 0
    with Index.open(tmp_path / "index") as index:
        for query, total in (("vắn", len(names[::7])), ("dài", len(names))):
            lines = render.human(index.search(query, limit=1000), render.PLAIN, 100)
            printed = [line.strip() for line in lines if line.strip().startswith("a")]
            assert len(set(printed)) == total
            assert all(map(index.get, printed))


ENCODINGS = [
    {"LC_ALL": "C", "PYTHONIOENCODING": ""},
    {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "cp1258"},
]


@pytest.mark.parametrize("variables", ENCODINGS)
def test_any_locale_will_do(collection: Path, variables: dict[str, str]) -> None:
    """Vietnamese text never ends in a UnicodeEncodeError, whatever the terminal is said to understand."""
    for arguments in (("search", "giá lúa"), ("show", "lua-gao.txt"), ("search", "lúa AND")):
        done = searchidx(*arguments, cwd=collection, **variables)
        assert b"Traceback" not in done.stderr
        assert done.returncode == (2 if "AND" in arguments[1] else 0)


def test_arguments_that_are_no_text(collection: Path) -> None:
    """Bytes that are no UTF-8 in a query or an id are not found, and nothing worse."""
    for command in ("search", "show"):
        done = searchidx(command, b"c\xf4ng\xff", "--index", "index", cwd=collection)
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
    shown = json.loads(searchidx("search", b"c\xf4ng", "--json", cwd=collection).stdout)
    assert shown["query"] == "c\\xf4ng"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_file_names_that_are_no_text(tmp_path: Path) -> None:
    """A file whose name is no UTF-8 is indexed, found and shown by the id that a search prints."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / os.fsdecode(b"b\xe1o.txt")).write_text("Tin lạ\n\nNội dung tin lạ.", encoding="utf-8")
    assert searchidx("index", "articles", cwd=tmp_path).returncode == 0
    found = json.loads(searchidx("search", "lạ", "--json", cwd=tmp_path).stdout)
    assert found["hits"][0]["id"] == "b\\xe1o.txt"
    for name in ("b\\xe1o.txt", b"b\xe1o.txt"):
        assert searchidx("show", name, cwd=tmp_path).returncode == 0


def test_halves_of_surrogate_pairs_are_mended(tmp_path: Path) -> None:
    """An article with a lone surrogate, as broken exports have it, is indexed, searched and printed."""
    (tmp_path / "tin.jsonl").write_text('{"id": "x\\udc00", "title": "Tin \\ud83d lạ", "body": "b"}\n')
    assert searchidx("index", "tin.jsonl", cwd=tmp_path).returncode == 0
    for options in ((), ("--json",)):
        done = searchidx("search", "lạ", *options, cwd=tmp_path)
        assert done.returncode == 0
        assert "Tin � " in done.stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell with head")
def test_a_closed_pipe_is_quiet(collection: Path) -> None:
    """`| head -1` ends the command without a message and with status 0."""
    for command in ("search sông --limit 9 --color always", "show hop-bao.txt", "info"):
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m searchidx {command} | head -1; echo ${{PIPESTATUS[0]}}"],
            cwd=collection,
            env=environment(COLUMNS="20"),
            capture_output=True,
            check=True,
        )
        assert done.stderr == b""
        assert done.stdout.splitlines()[1:] == [b"0"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("variables", "options", "colored"),
    [
        ({}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": ""}, [], True),
        ({"TERM": "dumb"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({}, ["--color", "never"], False),
    ],
)
def test_color_on_a_terminal(
    collection: Path, variables: dict[str, str], options: list[str], colored: bool
) -> None:
    """On a terminal there is color, unless NO_COLOR, a dumb terminal or an option says otherwise."""
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "searchidx", "search", "lúa", *options],
        cwd=collection,
        env=environment(**{"TERM": "xterm", **variables}),
        stdout=theirs,
    )
    assert done.wait(60) == 0
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    os.close(theirs)
    assert ("\x1b[1;31mlúa\x1b[0m" in shown) == colored
    assert ("[lúa]" in shown) != colored


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupted_run_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    """Ctrl-C while progress moves: a message, status 130, the old articles, and the next run goes through."""
    import pty

    shutil.copytree(GOLDEN / "articles", tmp_path / "articles")
    assert searchidx("index", "articles", cwd=tmp_path).returncode == 0
    (tmp_path / "articles" / "a.txt").write_text("Tin đầu\n\nMột tin.", encoding="utf-8")
    many = tmp_path / "articles" / "many.jsonl"
    line = json.dumps({"title": "Tin", "body": "nước sông lên nhanh " * 50})
    many.write_text(f"{line}\n" * 20_000, encoding="utf-8")
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "searchidx", "index", "articles"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    )
    shown = b""
    while len(set(re.findall(rb"([\d,]+) articles, 1 of 2 files", shown))) < 3:  # it moves within a file
        shown += os.read(ours, 1024)
    os.killpg(run.pid, signal.SIGINT)
    printed, said = run.communicate(timeout=60)[0], os.read(ours, 65536)
    assert (printed, run.returncode) == (b"", 130), said
    assert b"searchidx: interrupted; a change that was not finished is undone" in said
    os.close(ours)
    os.close(theirs)
    with Index.open(tmp_path / "index") as index:
        assert len(index) == 6
    many.unlink()
    again = searchidx("index", "articles", cwd=tmp_path)
    assert again.returncode == 0
    assert b"1 new, 0 changed, 4 unchanged, 0 gone" in again.stdout


DROPPED = """
import os, signal, sys
import searchidx.files.ingest
from searchidx.terminal.process import run

class Dropped:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        sum(range(100_000))

def reading(*arguments, read_file=searchidx.files.ingest.read_file):
    Dropped()
    yield from read_file(*arguments)

searchidx.files.ingest.read_file = reading
sys.argv = ["searchidx", "index", "articles"]
sys.exit(run())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupt_that_python_drops_is_not_lost(tmp_path: Path) -> None:
    """Ctrl-C while an object is let go of, where Python ignores exceptions, ends the run as any other."""
    shutil.copytree(GOLDEN / "articles", tmp_path / "articles")
    done = subprocess.run(
        [sys.executable, "-c", DROPPED],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Exception ignored" in done.stderr
    assert (done.returncode, done.stdout) == (130, b"")
    with Index.open(tmp_path / "index") as index:
        assert len(index) == 0


def test_the_module_is_the_command(tmp_path: Path) -> None:
    """`python -m searchidx --version` names the command and a version."""
    done = searchidx("--version", cwd=tmp_path)
    assert done.returncode == 0
    assert re.search(rb"searchidx.* \d+\.\d+", done.stdout)
