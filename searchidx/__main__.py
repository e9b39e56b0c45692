"""Makes `python -m searchidx` run the command `searchidx`."""

from searchidx.terminal.process import main

if __name__ == "__main__":
    main()
