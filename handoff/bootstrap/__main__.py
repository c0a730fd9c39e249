"""`python3 -m handoff.bootstrap setup|test-tools|check|npm`, called by the Makefile."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- runs before anything has chosen an interpreter
    sys.exit(
        f"Frontdesk needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. "
        "Next: install python3.11, or name one: make PYTHON=/path/to/python3.11"
    )

from handoff.bootstrap.doors import main

sys.exit(main(sys.argv[1:]))
