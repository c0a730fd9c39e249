"""`python -m handoff.cli` is `frontdesk`."""

from handoff.cli import main

main()
