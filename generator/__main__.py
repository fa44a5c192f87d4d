"""`python -m generator`."""

import sys

from .cli import console

sys.exit(console())
