"""A program that runs beside the service ends with it."""

import asyncio
import os
import sys
from pathlib import Path

from handoff.processes.spawning import LAUNCHER
from tests.waiting import is_alive, until


async def test_the_program_dies_with_a_service_that_is_killed(tmp_path: Path) -> None:
    service = f"""
import asyncio, sys
from pathlib import Path
from types import SimpleNamespace
from handoff.processes.spawning import spawn

async def main():
    args = (sys.executable, "-c", "import time; time.sleep(600)")
    command = SimpleNamespace(args=args, env={{}}, cwd=Path("."))
    process = await spawn(command, Path({str(tmp_path / "log")!r}))
    print(process.pid, flush=True)
    await process.wait()

asyncio.run(main())
"""
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", service, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    await parent.wait()
    await until(lambda: not is_alive(child))


async def test_an_orphan_of_the_first_moment_does_not_start(tmp_path: Path) -> None:
    stranger = os.getppid()
    witness = tmp_path / "started"
    program = (sys.executable, "-c", f"open({str(witness)!r}, 'w')")
    process = await asyncio.create_subprocess_exec(sys.executable, str(LAUNCHER), str(stranger), *program)
    assert await process.wait() == 0
    assert not witness.exists()
