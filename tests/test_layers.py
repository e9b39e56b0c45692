"""Who may import whom: the arrows of docs/architecture.md, and nothing heavy before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

VALUES = {"searchidx.model", "searchidx.errors", "searchidx.files.sources", "searchidx.query.ast"}
BELOW_FACADE = {
    "searchidx.files.readers",
    "searchidx.query",
    "searchidx.schema",
    "searchidx.engines",
    "searchidx.highlight",
    "searchidx.suggest",
    "searchidx.files.manifest",
}
# package or module -> what of the project it may import besides itself, its own values and `analyzers`
ALLOWED: dict[str, set[str]] = {
    "searchidx.errors": {"searchidx.query.caret"},
    "searchidx.model": set(),
    "searchidx.files.sources": set(),
    "searchidx.query": VALUES
    | {"searchidx.schema", "searchidx.abbreviations", "searchidx.unaccented_articles"},
    "searchidx.abbreviations": VALUES,
    "searchidx.unaccented_articles": VALUES,
    "searchidx.schema": VALUES
    | {"searchidx.engines.base", "searchidx.abbreviations", "searchidx.unaccented_articles"},
    "searchidx.engines": VALUES,
    "searchidx.files.readers": VALUES,
    "searchidx.highlight": VALUES,
    "searchidx.suggest": VALUES | {"searchidx.schema", "searchidx.query", "searchidx.highlight"},
    "searchidx.files.manifest": VALUES,
    "searchidx.terminal.analysis_report": VALUES | {"searchidx.abbreviations"},
    "searchidx.processes": VALUES,
    "searchidx.index": VALUES | BELOW_FACADE | {"searchidx.processes", "searchidx.hits"},
    "searchidx.hits": VALUES | {"searchidx.engines", "searchidx.highlight", "searchidx.schema"},
    "searchidx.files.ingest": VALUES
    | {"searchidx.index", "searchidx.files.readers", "searchidx.files.manifest"},
    "searchidx.terminal.arguments": set(),
    "searchidx.printable": set(),
    "searchidx.terminal.results_json": {"searchidx.printable", "searchidx.model"},
    "searchidx.terminal.indexing_report": {
        "searchidx.printable",
        "searchidx.files.ingest",
    },  # of ingest only types
    "searchidx.terminal.progress": {"searchidx.terminal.indexing_report"},
    "searchidx.terminal.exit_status": set(),
    "searchidx.terminal.wrap": set(),
    "searchidx.terminal.results": {"searchidx.terminal.wrap", "searchidx.printable", "searchidx.model"},
    "searchidx.terminal.process": {"searchidx.terminal.commands", "searchidx.terminal.exit_status"},
    "searchidx.terminal.commands": VALUES
    | {
        "searchidx.index",
        "searchidx.files.ingest",
        "searchidx.terminal.results",
        "searchidx.terminal.analysis_report",
        "searchidx.terminal.exit_status",
    }
    | {
        "searchidx.terminal.progress",
        "searchidx.terminal.indexing_report",
        "searchidx.terminal.results_json",
        "searchidx.terminal.arguments",
    }
    | {"searchidx.printable"},
    "searchidx.__main__": {"searchidx.terminal.process"},
}
ONLY_IN = {"whoosh": "searchidx.engines.whoosh", "click": "searchidx.terminal.commands"}


def modules(package: str) -> dict[str, Path]:
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = path
    return found


def imports(module: str, path: Path) -> set[str]:
    """All modules that a module imports, wherever in it, those of its type hints included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            submodules = {f"{node.module}.{alias.name}" for alias in node.names}
            known = submodules & set(modules(str(node.module).split(".")[0]))
            found.update(known or {str(node.module)})
    return found


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


@pytest.mark.parametrize(("module", "path"), modules("analyzers").items())
def test_analyzers_stand_alone(module: str, path: Path) -> None:
    assert not [name for name in imports(module, path) if within(name, "searchidx")]


@pytest.mark.parametrize(("module", "path"), modules("searchidx").items())
def test_every_import_is_an_allowed_arrow(module: str, path: Path) -> None:
    if module == "searchidx":
        return  # the public API names everything
    rule = max((name for name in ALLOWED if within(module, name)), key=len, default=None)
    assert rule is not None, f"{module} is in no layer: add it to ALLOWED and to docs/architecture.md"
    allowed = ALLOWED[rule] | {rule}
    for name in imports(module, path):
        if within(name, "searchidx"):
            assert any(within(name, arrow) for arrow in allowed), f"{module} must not import {name}"


@pytest.mark.parametrize(("library", "home"), ONLY_IN.items())
def test_a_library_stays_behind_its_wall(library: str, home: str) -> None:
    users = {
        module
        for package in ("analyzers", "searchidx")
        for module, path in modules(package).items()
        if any(within(name, library) for name in imports(module, path))
    }
    assert users
    assert all(within(user, home) for user in users), users


HEAVY = {"numpy", "whoosh", "sklearn", "pyvi", "scipy", "pycrfsuite", "logging"}
UNLOADED = {
    "analyzers": HEAVY | {"dataclasses", "click", "searchidx"},
    "searchidx": HEAVY | {"dataclasses", "click", "analyzers", "searchidx.errors", "searchidx.model"},
    "searchidx.terminal.process": HEAVY
    | {"dataclasses", "click", "analyzers", "searchidx.terminal.commands"},
    "searchidx.terminal.commands": HEAVY
    | {"dataclasses", "analyzers", "searchidx.model", "searchidx.terminal.results"},
}


@pytest.mark.parametrize(("module", "heavy"), UNLOADED.items())
def test_importing_loads_nothing_heavy(module: str, heavy: set[str]) -> None:
    """What a name needs is loaded when it is used; the process of the command starts before click does."""
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = done.stdout.split()
    assert module in loaded
    assert not {name for name in loaded if any(within(name, library) for library in heavy)}


LOADED = """
print(*sys.modules)
ours = [module for name, module in sys.modules.items() if name.startswith(("searchidx", "analyzers"))]
kinds = [kind for module in ours for kind in vars(module).values() if isinstance(kind, type)]
print(*{kind.__module__ for kind in kinds if hasattr(kind, "__dataclass_fields__")})
"""


def test_a_search_loads_only_what_it_needs(tmp_path: Path) -> None:
    """A piped search starts fast: it loads nothing of indexing, of analysis by words, of wide characters."""
    article = tmp_path / "bão.txt"
    article.write_text("Bão số 9\n\nBão đổ bộ vào miền Trung trong đêm.", encoding="utf-8")
    folder = str(tmp_path / "index")
    run = [sys.executable, "-c", f"import sys; from searchidx.terminal.process import run; run(); {LOADED}"]
    subprocess.run([*run, "index", str(article), "--index", folder], check=True, capture_output=True)
    done = subprocess.run(
        [*run, "search", '"đổ bộ" mien trung', "--index", folder], check=True, capture_output=True, text=True
    )
    lines = done.stdout.splitlines()
    assert "1. Bão số 9" in lines
    loaded, dataclasses = map(set, map(str.split, lines[-2:]))
    assert {"numpy", "searchidx.index", "searchidx.highlight"} <= loaded
    unneeded = {"whoosh", "sklearn", "scipy", "pyvi", "wcwidth", "logging", "asyncio", "multiprocessing"}
    unneeded |= {
        "html",
        "difflib",
        "subprocess",
        "concurrent",
        "numpy.random",
        "numpy.fft",
        "numpy.polynomial",
    }
    unneeded |= {
        "searchidx.files.ingest",
        "searchidx.files.readers",
        "searchidx.files.manifest",
        "searchidx.processes",
    }
    unneeded |= {"numpy.ma", "tempfile", "shutil", "calendar", "string", "searchidx.query.dates"}
    unneeded |= {"searchidx.abbreviations.definitions"}
    unneeded |= {
        "searchidx.terminal.analysis_report",
        "analyzers.bulk",
        "analyzers.segment",
        "analyzers.encodings",
    }
    assert dataclasses == {"searchidx.model"}  # of the public values only: each takes half a millisecond
    assert not {name for name in loaded if any(within(name, library) for library in unneeded)}
