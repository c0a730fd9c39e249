"""What all tests share: how long a property is searched for a counterexample.

A busy machine is no fault of the code, so no example has a deadline. Every day the same examples are tried,
so that a change is judged by itself; `FRONTDESK_LONG=1` searches ten times as long, elsewhere each time.
"""

import os

from hypothesis import settings

settings.register_profile("short", deadline=None, max_examples=40, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=400)
settings.load_profile("long" if os.environ.get("FRONTDESK_LONG") else "short")
