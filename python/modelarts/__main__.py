"""Runs the command `modelarts` as `python -m modelarts`."""

import sys

from modelarts_command import main

if __name__ == "__main__":
    sys.exit(main())
