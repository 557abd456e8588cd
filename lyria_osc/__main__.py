"""``python -m lyria_osc``."""

import sys

from lyria_osc.cli import main

sys.exit(main())
