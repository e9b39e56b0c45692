"""The arrows of docs/architecture.md: who may import whom, no circles, nothing heavy before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import pytest

from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# From the bottom up: each folder or module, and what it may import of those above it in this table.
# The longest name that fits a module is its row; a row may always import itself.
LAYERS: dict[str, set[str]] = {
    "named_tuples": set(),
    "printable": set(),
    "durability": set(),
    "model": set(),
    "errors": {"query.caret"},  # the one arrow that points up: the text of a syntax error shows its place
    "worker": set(),
    "processes": {"worker", "errors"},
    "synonyms": {"printable", "errors"},
    # What was typed.
    "query": {"named_tuples", "errors"},
    # What every engine takes and gives.
    "engines": set(),
    "engines.plan": {"named_tuples"},
    "engines.base": {"engines.plan", "model"},
    # What is found in articles while they are indexed.
    "abbreviations": {"engines.plan", "engines.base"},
    "unaccented_articles": {"engines.plan"},
    "keyword_values": {"printable", "model"},
    "copies": {"model"},
    "schema": {
        *("engines.base", "model", "abbreviations", "copies", "keyword_values", "unaccented_articles"),
    },
    # From the typed query to the plan.
    "planning": {
        *("query", "engines.plan", "engines.base", "schema"),
        *("abbreviations", "unaccented_articles", "errors", "model"),
    },
    # What the corpus goes on with.
    "completion": {"planning", "query", "schema", "engines.plan", "engines.base", "errors"},
    # The embedded engine.
    "engines.columnar.arrays": set(),
    "engines.columnar.counting": {"engines.columnar.arrays"},
    "engines.columnar.format": {"engines.columnar.arrays", "engines.base", "errors", "model"},
    "engines.columnar.states": {
        "engines.columnar.arrays",
        "engines.columnar.format",
        "engines.base",
        "errors",
        "durability",
    },
    "engines.columnar.reading": {
        *("engines.columnar.arrays", "engines.columnar.format"),
        *("engines.base", "errors"),
    },
    "engines.columnar.searching": {
        *("engines.columnar.arrays", "engines.columnar.format", "engines.columnar.reading"),
        *("engines.base", "engines.plan", "model"),
    },
    "engines.columnar.merging": {
        *("engines.columnar.arrays", "engines.columnar.counting", "engines.columnar.format"),
        *("engines.columnar.states", "engines.columnar.reading", "engines.base"),
    },
    "engines.whoosh": {
        *("engines.columnar.format", "engines.columnar.states", "engines.columnar.reading"),
        *("engines.base", "errors", "durability"),
    },
    "engines.columnar.writing": {
        *("engines.columnar.arrays", "engines.columnar.counting", "engines.columnar.format"),
        *("engines.columnar.states", "engines.columnar.reading", "engines.columnar.merging"),
        *("engines.whoosh", "engines.base", "errors", "model"),
    },
    "engines.columnar": {
        *("engines.columnar.states", "engines.columnar.reading", "engines.columnar.searching"),
        *("engines.columnar.writing", "engines.whoosh", "engines.base", "errors"),
    },
    # What is shown of the documents found.
    "highlight": {"engines.plan", "model"},
    "suggest": {
        "query",
        "planning",
        "highlight",
        "schema",
        "engines.plan",
        "engines.base",
        "errors",
        "model",
    },
    "excerpts": {"highlight", "schema", "unaccented_articles", "engines.plan", "engines.base", "model"},
    "hits": {"excerpts", "highlight", "engines.plan", "engines.base", "errors", "model"},
    "text_conditions": {"schema", "unaccented_articles", "engines.plan", "model"},
    "marking": {
        *("text_conditions", "highlight", "schema", "unaccented_articles"),
        *("engines.plan", "engines.base", "model"),
    },
    "filters": {"query", "planning", "keyword_values", "engines.plan", "errors", "model"},
    "facets": {"keyword_values", "engines.base", "errors", "model"},
    "keyword_names": {"query", "schema", "keyword_values", "errors", "model"},
    # The facade, and what is built on it.
    "error_guards": {"engines.base", "errors"},
    "update": {"error_guards", "synonyms", "engines.base", "errors", "model"},
    "request": {
        *("query", "planning", "highlight", "hits", "filters", "facets", "engines.plan", "engines.base"),
        *("errors", "model"),
    },
    "answer": {
        *("request", "query", "planning", "suggest", "highlight", "hits"),
        *("engines.plan", "engines.base", "model"),
    },
    "many": {"processes", "filters", "model"},
    "related": {"request", "planning", "engines.plan", "engines.base", "model"},
    "searchable_index": {
        *("answer", "related", "completion", "marking", "request", "highlight", "planning", "filters"),
        *("facets", "many", "error_guards", "synonyms", "engines.base", "model"),
    },
    "index": {
        *(
            "searchable_index",
            "copies",
            "filters",
            "keyword_names",
            "schema",
            "processes",
            "update",
            "error_guards",
        ),
        *("synonyms", "engines.base", "engines.columnar", "errors", "model"),
    },
    "files": set(),
    "files.found_files": {"printable"},
    "files.readers": {"files.found_files", "printable", "errors", "model"},
    "files.manifest": {"files.found_files", "errors", "durability"},
    "files.report": {"files.readers"},
    "files.reading": {"files.found_files", "files.readers", "processes", "errors", "model"},
    "files.ingest": {
        *("files.found_files", "files.readers", "files.manifest", "files.reading", "files.report"),
        *("synonyms", "index", "model", "errors", "processes"),
    },
    "terminal": {
        *("files", "index", "filters", "facets", "keyword_names", "keyword_values", "query"),
        *("abbreviations", "synonyms", "printable", "errors", "model"),
    },
    "__main__": {"terminal"},
}
UPWARD = {("errors", "query.caret")}
ONLY_IN = {
    "whoosh": ("searchidx.engines.whoosh",),
    "click": ("searchidx.terminal.commands",),
}


@cache
def modules(package: str) -> dict[str, Path]:
    """The modules of a package by their dotted names."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((ROOT / package).rglob("*.py"))
    }


@cache
def imports(module: str, path: Path) -> frozenset[str]:
    """All modules that a module imports, wherever in it, those of its type hints included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            parent = str(node.module)
            submodules = {f"{parent}.{alias.name}" for alias in node.names}
            known = submodules & set(modules(parent.split(".")[0]))
            found.update(known)
            if len(known) < len(submodules):
                found.add(parent)
    return frozenset(found)


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def layer_of(module: str) -> str:
    """The row of LAYERS that a module (without `searchidx.`) belongs to."""
    row = max((name for name in LAYERS if within(module, name)), key=len, default=None)
    assert row is not None, f"{module} is in no layer: add it to LAYERS and to docs/architecture.md"
    return row


OURS = [(name, path) for name, path in modules("searchidx").items() if name != "searchidx"]
"""All modules but the package itself, whose public API names everything."""


@pytest.mark.parametrize(("module", "path"), modules("analyzers").items())
def test_analyzers_stand_alone(module: str, path: Path) -> None:
    """The analysis of texts knows nothing of searchidx."""
    assert not [name for name in imports(module, path) if within(name, "searchidx")]


@pytest.mark.parametrize(("module", "path"), OURS)
def test_every_import_is_an_allowed_arrow(module: str, path: Path) -> None:
    """A module imports only what the row of its folder allows."""
    row = layer_of(module.removeprefix("searchidx."))
    for name in imports(module, path):
        if within(name, "searchidx"):
            imported = name.removeprefix("searchidx").removeprefix(".")
            if not imported or not path.parent.joinpath("__init__.py").exists():
                continue
            allowed = layer_of(imported) == row or any(within(imported, arrow) for arrow in LAYERS[row])
            assert allowed, f"{module} must not import {name}"


def test_arrows_point_down() -> None:
    """Every layer imports layers further down in the table only, but for the arrows that are named."""
    order = list(LAYERS)
    for row, arrows in LAYERS.items():
        for arrow in arrows:
            if (row, arrow) not in UPWARD:
                rows = [name for name in order if within(name, arrow)] or [layer_of(arrow)]
                assert all(order.index(name) < order.index(row) for name in rows), (row, arrow)


def test_every_arrow_is_used() -> None:
    """No row allows an import that no module makes."""
    used: set[tuple[str, str]] = set()
    for module, path in OURS:
        row = layer_of(module.removeprefix("searchidx."))
        for name in imports(module, path):
            used |= {(row, arrow) for arrow in LAYERS[row] if within(name, f"searchidx.{arrow}")}
    assert {(row, arrow) for row, arrows in LAYERS.items() for arrow in arrows} - used == set()


@pytest.mark.parametrize("package", ["analyzers", "searchidx"])
def test_modules_import_each_other_in_no_circle(package: str) -> None:
    """There is an order in which every module comes after all that it imports, type hints included."""
    known = modules(package)
    sorter = TopologicalSorter(
        {
            module: {name for name in imports(module, path) if name in known and name != module}
            for module, path in known.items()
            if path.name != "__init__.py" or package == "analyzers"
        }
    )
    sorter.prepare()


@pytest.mark.parametrize(("library", "homes"), ONLY_IN.items())
def test_a_library_stays_behind_its_wall(library: str, homes: tuple[str, ...]) -> None:
    """Only its own modules import a library that the rest must not know."""
    users = {
        module
        for package in ("analyzers", "searchidx")
        for module, path in modules(package).items()
        if any(within(name, library) for name in imports(module, path))
    }
    assert users
    assert all(any(within(user, home) for home in homes) for user in users), users


HEAVY = {"numpy", "whoosh", "sklearn", "pyvi", "scipy", "pycrfsuite", "logging"}
UNLOADED = {
    "analyzers": HEAVY | {"dataclasses", "click", "searchidx"},
    "searchidx": HEAVY | {"dataclasses", "click", "analyzers", "searchidx.errors", "searchidx.model"},
    "searchidx.terminal.process": HEAVY
    | {"dataclasses", "click", "analyzers", "searchidx.terminal.commands"},
    "searchidx.terminal.commands.cli": HEAVY
    | {"dataclasses", "analyzers", "searchidx.model", "searchidx.terminal.commands.options"},
    "searchidx.terminal.commands.searching": HEAVY
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
UNNEEDED_BY_A_SEARCH = {
    *("whoosh", "sklearn", "scipy", "pyvi", "wcwidth", "logging", "asyncio", "multiprocessing"),
    *("html", "difflib", "subprocess", "concurrent", "tempfile", "shutil", "calendar", "string"),
    *("numpy.random", "numpy.fft", "numpy.polynomial", "numpy.ma"),
    *(
        "searchidx.files",
        "searchidx.processes",
        "searchidx.worker",
        "searchidx.filters",
        "searchidx.many",
        "searchidx.marking",
        "searchidx.text_conditions",
        "searchidx.highlight.further_passages",
        "searchidx.query.dates",
        "searchidx.query.periods",
        "searchidx.facets",
        "searchidx.terminal.analysis_report",
        "searchidx.terminal.commands.exploring",
        "searchidx.terminal.commands.indexing",
        "searchidx.terminal.commands.inspecting",
        "searchidx.terminal.facet_columns",
        "searchidx.terminal.timeline",
        "searchidx.terminal.trends",
        "searchidx.synonyms.rules",
        "searchidx.synonyms.solr_format",
        "searchidx.synonyms.stored",
    ),
    *(
        "searchidx.abbreviations.definitions",
        "searchidx.engines.whoosh",
        "searchidx.engines.columnar.writing",
    ),
    *("searchidx.engines.columnar.merging", "analyzers.bulk", "analyzers.segment", "analyzers.encodings"),
}


@pytest.mark.slow
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
    assert dataclasses == {"searchidx.model"}  # of the public values only: each takes half a millisecond
    assert not {name for name in loaded if any(within(name, library) for library in UNNEEDED_BY_A_SEARCH)}
