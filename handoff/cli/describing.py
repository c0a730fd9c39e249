"""`frontdesk asyncapi`: the sockets, described for other programs."""

import json
import sys

from handoff.operations.describing import asyncapi as document


def asyncapi() -> None:
    """Write the AsyncAPI 3.0 description of the socket events to standard output."""
    json.dump(document(), sys.stdout, indent=2)
    sys.stdout.write("\n")
