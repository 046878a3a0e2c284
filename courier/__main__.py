"""``python -m courier``: the courier's data from the command line."""

from courier.commands import main

if __name__ == "__main__":
    raise SystemExit(main())
