"""Start a program that cannot outlive the service: run as `launcher.py PARENT_PID PROGRAM ARGUMENT...`.

It asks the kernel (Linux) to kill it with its parent, then becomes the program. Standard library only, and it
must never do anything else: it runs before every start of the dialogue process.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(argv: list[str]) -> None:
    """Bind the own life to the parent's, then become the program."""
    parent, program = int(argv[0]), argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # The parent may have died before the kernel was asked.
    if os.getppid() != parent:
        sys.exit(0)
    os.execv(program[0], program)  # noqa: S606 -- the supervisor names the program


if __name__ == "__main__":
    main(sys.argv[1:])
