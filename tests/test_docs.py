"""What the documentation shows is what happens: its Python runs, its commands print what is beside them."""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import environment, same_time, transcript

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[object]:
    """The code blocks of a language in all pages, as parameters named by page and line."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in _BLOCK.finditer(text):
            if block[1] == language:
                line = text.count("\n", 0, block.start()) + 1
                found.append(pytest.param(block[2], id=f"{page.name}:{line}"))
    return found


@pytest.fixture
def desk(tmp_path: Path, seeds: Path) -> Path:
    """A folder as a reader of the documentation has it before them, with the sample articles."""
    shutil.copytree(seeds, tmp_path / "seeds")
    return tmp_path


@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs_as_written(code: str, desk: Path) -> None:
    """A Python example runs by itself in a folder that has `seeds`, without an error or a warning."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore::SyntaxWarning", "-c", code],
        cwd=desk,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("session", blocks("console"))
def test_commands_print_what_is_shown(session: str, desk: Path) -> None:
    """The `$` lines of a console example, run one after the other, print what follows them."""
    shown: list[str] = []
    for command, _ in transcript(session):
        line = re.sub(r"^searchidx\b", f"{sys.executable} -m searchidx", command)
        done = subprocess.run(
            line,
            shell=True,
            cwd=desk,
            env=environment(PYTHONPATH=str(ROOT)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=120,
        )
        shown += [f"$ {command}", *done.stdout.decode().splitlines()]
    wanted = same_time(session.strip()).splitlines()
    got = same_time("\n".join(shown)).splitlines()
    assert got == wanted, "\n".join(difflib.unified_diff(wanted, got, "documented", "printed", lineterm=""))


def test_pages_and_links_exist() -> None:
    """There is a README with examples, and every relative link of every page leads to a file."""
    assert any(page.name == "README.md" for page in PAGES)
    assert blocks("python")
    assert blocks("console")
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}, which does not exist"
