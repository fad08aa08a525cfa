"""`python -m pult` is the command `pult`."""

import sys

from pult.config.cli import main

sys.exit(main())
