"""How does the process of the command start and end? What it does in between is in `commands`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper

from searchidx.terminal.exit_status import FAILED, FOUND, INTERRUPTED


def main() -> None:
    """Run the command as a process of its own, and end the process, both as fast as possible."""
    # Without this, numpy starts threads for linear algebra, which take 50 ms of CPU time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Importing and searching leave no cycles to collect. Only `index` runs for long, and enables the
    # collector.
    gc.disable()
    status = run()
    with suppress(OSError):  # If stderr cannot be written, the exit status alone tells of an error.
        sys.stderr.flush()
    # All files are written and closed by now, and what Python would tidy up takes 15 ms.
    os._exit(status)


def run() -> int:
    r"""Run the command in `sys.argv` and return its exit status.

    Characters that the encoding of stdout or stderr does not have are printed as escapes such as `\u1ed9`.
    A stream that is closed swallows what is written to it.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream)
    try:
        # Importing click takes 3 ms less here, after `main` has disabled the garbage collector.
        from searchidx.terminal.commands import execute

        status = execute()
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        # The reader of the pipe has seen enough. Click turns a BrokenPipeError into a SystemExit of status 1.
        return FOUND
    except KeyboardInterrupt:
        return _report_end("interrupted; a change that was not finished is undone", INTERRUPTED)
    except OSError as error:  # The library raises SearchErrors, so this one comes from the output.
        return _report_end(f"The output cannot be written: {error.strerror}. Write it elsewhere.", FAILED)
    return status


def _report_end(reason: str, status: int) -> int:
    with suppress(OSError):
        print(f"searchidx: {reason}", file=sys.stderr)
    return status
