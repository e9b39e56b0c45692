"""Mutation testing: do a folder's own tests notice small changes of meaning in its code?

`python -m tests.mutation suggest` changes `searchidx/suggest/` in hundreds of small ways, one at a time, and
runs `tests/suggest/` against each change. A change that no test notices is printed as `file:line: original ->
mutated`. `planning/signals.py` names a single module, whose tests are `tests/planning/test_signals.py`.

mutmut makes the changes and runs the tests, on a copy of the tree in a temporary folder. Two things that it
leaves out are made visible to it in the copy: decorated functions, and constants with a number. This module
is also loaded as a plug-in of pytest in these runs.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import chdir
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from hypothesis import Phase, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

ROOT: Final = Path(__file__).parents[1]
MAX_EXAMPLES: Final = 30
"""Examples of a Hypothesis test: a mutant is mostly noticed by one of the first."""

KILLED: Final = {"killed", "timeout", "segfault"}
"""What mutmut calls mutants that the tests noticed."""

NOT_RUN: Final = 255
"""The exit code where pytest could not run the tests, such as for a name with a backslash; mutmut counts it
as a kill.
"""

CONFIGURATION: Final = """[mutmut]
source_paths = searchidx
only_mutate = {only_mutate}
also_copy = {also_copy}
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = {arguments}
process_isolation = forkserver
timeout_multiplier = 8
use_git_change_detection = false
"""


class Mutant(NamedTuple):
    """One change: the file, mutmut's name for it, and how the tests took it."""

    path: str
    name: str
    status: str


# --- The plug-in: what is different in the runs of mutmut -------------------------------------------------


def pytest_configure() -> None:
    """Let Hypothesis generate the same examples every time, and not shrink what fails."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutation", database=None, deadline=None, derandomize=True, phases=phases)
    settings.load_profile("mutation")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Lower the number of examples of the tests that set it themselves."""
    function = getattr(item, "obj", None)
    own = getattr(function, "_hypothesis_internal_use_settings", None)
    if own is not None:
        lowered = settings(own, max_examples=min(MAX_EXAMPLES, own.max_examples))
        function._hypothesis_internal_use_settings = lowered  # type: ignore[union-attr]


def pytest_runtest_setup() -> None:
    """Empty the caches of functions: an answer from before would hide the mutant."""
    for name, module in list(sys.modules.items()):
        if name.startswith("searchidx."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


# --- The copy: what mutmut sees ---------------------------------------------------------------------------


def expose(source: str) -> str:
    """Return a module in which mutmut sees everything, on the same lines.

    `@cache` above `def f` becomes `f = cache(f)` below it. Constants with a number are written where they are
    used. `strict=True` of zip is left out: it is an assertion, which no test can make fail.
    """
    tree = ast.parse(source)
    lines = [line.encode() for line in source.splitlines()]
    for node, text in sorted(_replacements(tree), key=lambda edit: _place(edit[0]), reverse=True):
        line = lines[node.lineno - 1]
        lines[node.lineno - 1] = line[: node.col_offset] + text + line[node.end_col_offset :]
    classes = [node.body for node in tree.body if isinstance(node, ast.ClassDef)]
    for function in (node for body in [tree.body, *classes] for node in body):
        if isinstance(function, ast.FunctionDef):
            _move_decorators(function, lines)
    return b"\n".join([*lines, b""]).decode()


def _place(node: ast.Name | ast.keyword) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _replacements(tree: ast.Module) -> Iterator[tuple[ast.Name | ast.keyword, bytes]]:
    numbers = {
        node.target.id: ast.unparse(node.value).encode()
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        if isinstance(node.value, ast.Constant) and type(node.value.value) in (int, float)
    }
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for node in {node for function in functions for node in ast.walk(function)}:
        if isinstance(node, ast.Name) and node.id in numbers:
            yield node, numbers[node.id]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "zip":
            yield from ((keyword, b"") for keyword in node.keywords if keyword.arg == "strict")


def _move_decorators(function: ast.FunctionDef, lines: list[bytes]) -> None:
    decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
    if not decorators or decorators in (["staticmethod"], ["classmethod"]):  # mutmut sees these
        return
    for number in range(function.decorator_list[0].lineno - 1, function.lineno - 1):
        lines[number] = b""
    call = "(".join([*decorators, function.name]) + ")" * len(decorators)
    end = function.end_lineno or 0
    lines[end : end + 1] = [f"{' ' * function.col_offset}{function.name} = {call}".encode()]


def prepare(target: Path, code: str, tests: str, keyword: str) -> None:
    """Copy the files that git tracks, as they are now, and configure mutmut for the code and its tests."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in names.decode().rstrip("\0").split("\0"):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((ROOT / name).read_bytes())
    copied = sorted({path.name for path in target.iterdir()} - {"searchidx", "tests"})
    for path in [target / code] if code.endswith(".py") else (target / code).rglob("*.py"):
        path.write_text(expose(path.read_text(encoding="utf-8")), encoding="utf-8")
    arguments = ["-p", "no:cacheprovider", "-p", "tests.mutation", "-k", keyword]
    lists = {
        "only_mutate": [code if code.endswith(".py") else f"{code}/*"],
        "also_copy": copied,
        "tests": [tests],
        "arguments": arguments,
    }
    texts = {key: "".join(f"\n    {value}" for value in values) for key, values in lists.items()}
    (target / "setup.cfg").write_text(CONFIGURATION.format(**texts))
    (target / "mutants").mkdir()  # it has to be there when Python first looks along PYTHONPATH


# --- The run and its result -------------------------------------------------------------------------------


def read_mutants(target: Path) -> Iterator[Mutant]:
    """Yield the mutants that mutmut made, with what became of each."""
    from mutmut.stats import status_by_exit_code

    for results in sorted((target / "mutants").rglob("*.meta")):
        path = str(results.relative_to(target / "mutants")).removesuffix(".meta")
        for name, code in json.loads(results.read_text())["exit_code_by_key"].items():
            yield Mutant(path, name, "not run" if code == NOT_RUN else status_by_exit_code[code])


def describe(mutant: Mutant) -> str:
    """Return a mutant as `file:line: original -> mutated`; the working directory is the copy."""
    import libcst
    from mutmut.mutation.diff_apply import read_functions_from_index
    from mutmut.utils.format_utils import orig_function_and_class_names_from_key

    function, owner = orig_function_and_class_names_from_key(mutant.name)
    tree = ast.parse(Path(mutant.path).read_text(encoding="utf-8"))
    owners = [node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == owner]
    body = owners[0] if owner else tree.body
    start = next(node.lineno for node in body if isinstance(node, ast.FunctionDef) and node.name == function)
    functions = read_functions_from_index(mutant.name, mutant.path)
    assert functions is not None
    before, after = (
        libcst.Module([one.with_changes(leading_lines=(), decorators=())]).code.splitlines()
        for one in functions
    )
    changes = [
        code for code in SequenceMatcher(None, before, after, False).get_opcodes() if code[0] != "equal"
    ]
    (_, first, _, new_first, _), (_, _, last, _, new_last) = changes[0], changes[-1]
    old, new = (" ".join(map(str.strip, lines)) for lines in (before[first:last], after[new_first:new_last]))
    return f"{mutant.path}:{start + first}: {old} -> {new}"


def own_tests(part: str) -> str:
    """Return where the tests of a folder or module of searchidx are."""
    folder, _, module = part.rpartition("/")
    return f"tests/{folder}/test_{module}" if part.endswith(".py") else f"tests/{part}"


def main() -> int:
    """Run the mutants of one folder or module, and print the survivors; 1 where under 90 % were killed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("part", help="a folder or module of searchidx, such as suggest or planning/words.py")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keyword", default="not linear_time", help="which tests run (pytest -k)")
    chosen = parser.parse_args()
    code, tests = f"searchidx/{chosen.part}", own_tests(chosen.part)
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder, chdir(folder):
        target = Path(folder)
        prepare(target, code, tests, chosen.keyword)
        environment = os.environ | {"PYTHONPATH": f"{target}/mutants"}
        mutmut = str(Path(sys.executable).with_name("mutmut"))
        command = [mutmut, "run", "--max-children", str(chosen.processes)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout[-5000:], done.stderr[-5000:])
            return 2
        mutants = list(read_mutants(target))
        survivors = [mutant for mutant in mutants if mutant.status not in KILLED]
        share = 1 - len(survivors) / len(mutants)
        print(f"{chosen.part}: {len(mutants)} mutants, {share:.1%} killed")
        print("by outcome:", dict(Counter(mutant.status for mutant in mutants)))
        for mutant in survivors:
            print(f"{describe(mutant)}  [{mutant.status}]")
    return int(share < 0.9)


if __name__ == "__main__":
    sys.exit(main())
