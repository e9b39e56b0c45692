"""How does the process of the command start and end? `commands` has the work between the two."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper

from searchidx.terminal.exit_status import FAILED, FOUND, INTERRUPTED


def main() -> None:
    """Run the command in `sys.argv` and end the process. Shortcuts make the start and the end fast."""
    # With more threads, numpy would start a thread pool for linear algebra, which takes 50 ms of CPU time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Importing and searching leave no reference cycles. Only `index` runs long enough to need the garbage
    # collector, and enables it.
    gc.disable()
    status = run()
    with suppress(OSError):  # If stderr cannot be written, only the exit status reports an error.
        sys.stderr.flush()
    # All files are closed by now. The usual cleanup of Python would take 15 ms.
    os._exit(status)


def run() -> int:
    r"""Run the command in `sys.argv` and return its exit status.

    A character that the encoding of stdout or stderr lacks is printed as an escape such as `\u1ed9`. Output
    to a stream that was closed before the start is dropped.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream)
    try:
        # Click is imported here, after `main` has disabled the garbage collector. This saves 3 ms.
        from searchidx.terminal.commands.cli import execute

        status = execute()
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        # The reader closed the pipe, as `head` does. Click turns a BrokenPipeError into a SystemExit.
        return FOUND
    except KeyboardInterrupt:
        return _report_end("Interrupted. An unfinished change to the index is undone.", INTERRUPTED)
    except OSError as error:  # The library raises only SearchErrors, so this error comes from the output.
        return _report_end(f"The output cannot be written: {error.strerror}. Write it elsewhere.", FAILED)
    return status


def _report_end(reason: str, status: int) -> int:
    with suppress(OSError):
        print(f"searchidx: {reason}", file=sys.stderr)
    return status
