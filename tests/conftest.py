"""What all tests share: how long a property is searched for a counterexample.

A busy machine is no fault of the code, so no example has a deadline. `FRONTDESK_LONG=1` searches ten times
as long.
"""

import os

from hypothesis import settings

settings.register_profile("short", deadline=None, max_examples=40)
settings.register_profile("long", deadline=None, max_examples=400)
settings.load_profile("long" if os.environ.get("FRONTDESK_LONG") else "short")
