"""The house rules that no linter knows: words at every door, short files, a test beside every rule."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "handoff", "knowledge_base")
NOT_OURS = {"node_modules", "static", "__pycache__"}
LONGEST = 300

TESTED_ELSEWHERE = {
    "handoff/domain/shapes.py": "types without rules; test_describing.py describes every one",
    "bot/domain/promises.py": "values without rules; test_commerce.py of the adapters makes every one",
    "handoff/domain/commands.py": "values without rules; test_decisions.py uses every one",
    "handoff/domain/refusals.py": "test_errors.py checks code and status of every one",
    "knowledge_base/domain/article.py": "values without rules; test_lifecycle.py uses every one",
    "knowledge_base/domain/defaults.py": "one value; test_retrieval.py answers under it before any rehearsal",
}


def python_files(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if not NOT_OURS & set(path.relative_to(ROOT).parts))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


SOURCES = python_files(*PACKAGES)
ALL = [*SOURCES, *python_files("tests")]
MADE = "generated.ts"
WEB = sorted(path for path in (ROOT / "handoff" / "web" / "src").rglob("*.ts*") if path.name != MADE)
RULES = [path for path in SOURCES if path.parent.name == "domain" and path.stem != "__init__"]


def test_there_is_something_to_check() -> None:
    assert len(SOURCES) > 50
    assert len(RULES) > 15


def test_every_module_says_what_it_is_for() -> None:
    assert [named(path) for path in ALL if not explained(path)] == []


def explained(path: Path) -> bool:
    source = path.read_text(encoding="utf-8")
    if path.name == "__init__.py" and not source.strip() and path.is_relative_to(ROOT / "tests"):
        return True
    return len((ast.get_docstring(ast.parse(source)) or "").split()) >= 4


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in SOURCES if "migrations" not in path.parts}
    assert [named(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_file_is_too_long_to_read() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*ALL, *WEB]}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_every_rule_has_a_test_of_the_same_name() -> None:
    rules = [path for path in RULES if named(path) not in TESTED_ELSEWHERE]
    assert [named(path) for path in rules if not own_test(path).exists()] == []


def own_test(path: Path) -> Path:
    return ROOT / "tests" / "unit" / path.relative_to(ROOT).parts[0] / f"test_{path.stem}.py"


@pytest.mark.parametrize("name", TESTED_ELSEWHERE)
def test_every_exception_is_still_one(name: str) -> None:
    path = ROOT / name
    assert path.exists()
    assert not own_test(path).exists()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_has_a_guide_for_readers(package: str) -> None:
    guide = ROOT / package / "README.md"
    assert guide.exists(), f"{package} has no README.md"
    assert guide.read_text(encoding="utf-8").startswith("# ")
