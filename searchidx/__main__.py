"""Lets `python -m searchidx` do what the command `searchidx` does."""

from searchidx.terminal.process import main

if __name__ == "__main__":
    main()
