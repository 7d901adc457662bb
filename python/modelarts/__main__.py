"""`python -m modelarts` is the command `modelarts`."""

import sys

from modelarts.cli import main

sys.exit(main())
