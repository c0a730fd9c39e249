"""The doctor on installations that are well, broken, or not there yet."""

import shutil
import socket
from pathlib import Path

import pytest

from handoff.adapters.database import migrate
from handoff.operations import doctor
from handoff.operations.doctor import Finding
from handoff.settings import Settings


def settings(tmp_path: Path, **given: object) -> Settings:
    return Settings.model_validate({"data_dir": tmp_path, "database_url": None, **given})


def state(finding: Finding) -> tuple[str, str]:
    return finding.part, finding.state


def test_an_empty_folder_is_examined_to_the_end_and_nothing_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    findings = doctor.examine(settings(folder, rasa_python=tmp_path / "nothing"))
    assert [finding.part for finding in findings] == [
        check.__name__.removeprefix("check_") for check in doctor.CHECKS
    ]
    assert {state(finding) for finding in findings} >= {
        ("rasa", "fail"),
        ("encoder", "fail"),
        ("outlook", "fail"),
        ("sentiment", "fail"),
        ("dialogue", "fail"),
        ("database", "warn"),
    }
    assert not folder.exists()


def test_whatever_is_not_ok_says_what_to_do(tmp_path: Path) -> None:
    for finding in doctor.examine(settings(tmp_path, rasa_python=tmp_path / "nothing")):
        assert bool(finding.next) is (finding.state != "ok"), finding


def test_an_encoder_that_was_changed_is_found(tmp_path: Path) -> None:
    folder = settings(tmp_path).encoder_dir
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"sha256": "0", "precision": "int8"}')
    (folder / "model.onnx").write_bytes(b"other")
    finding = doctor.check_encoder(settings(tmp_path))
    assert (finding.state, finding.next) == ("fail", "frontdesk train")


def test_a_database_is_written_to_but_not_changed(tmp_path: Path) -> None:
    migrate(settings(tmp_path).database)
    assert doctor.check_database(settings(tmp_path)).state == "ok"
    before = (tmp_path / "frontdesk.db").read_bytes()
    assert doctor.check_database(settings(tmp_path)).state == "ok"
    assert (tmp_path / "frontdesk.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"this is no database at all" * 100], ids=["empty", "foreign"])
def test_a_database_without_our_tables_has_failed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "frontdesk.db").write_bytes(content)
    assert doctor.check_database(settings(tmp_path)).state == "fail"


def test_a_taken_port_is_found(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert doctor.check_port(settings(tmp_path, port=port)).state == "fail"
    assert doctor.check_port(settings(tmp_path, port=port)).state == "ok"


@pytest.mark.parametrize(
    ("free", "expected"),
    [(50_000_000_000, "ok"), (1_000_000_000, "warn"), (100_000_000, "fail")],
    ids=["enough", "little", "hardly any"],
)
def test_free_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, expected: str) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=free))
    assert doctor.check_disk(settings(tmp_path / "not" / "yet")).state == expected


def test_a_switched_off_dialogue_is_a_warning(tmp_path: Path) -> None:
    off = settings(tmp_path, dialogue=False)
    assert state(doctor.check_rasa(off)) == ("rasa", "warn")
    assert state(doctor.check_dialogue(off)) == ("dialogue", "warn")


def test_a_check_that_breaks_is_a_failed_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check_moon(_settings: Settings) -> Finding:
        raise RuntimeError("no telescope")

    monkeypatch.setattr(doctor, "CHECKS", (check_moon,))
    (finding,) = doctor.examine(settings(tmp_path))
    assert (finding.part, finding.state) == ("moon", "fail")
    assert "no telescope" in finding.detail


def test_the_demo_shop_is_looked_at_and_never_made(tmp_path: Path) -> None:
    demo = settings(tmp_path / "data", demo=True)
    assert state(doctor.check_commerce(demo)) == ("commerce", "ok")
    assert not demo.data_dir.exists()
    demo.data_dir.mkdir()
    (demo.data_dir / "demo-shop.db").write_bytes(b"damaged" * 1000)
    assert state(doctor.check_commerce(demo)) == ("commerce", "warn")


def test_a_shop_that_does_not_answer_is_found(tmp_path: Path) -> None:
    finding = doctor.check_commerce(settings(tmp_path, commerce_url="http://127.0.0.1:1"))
    assert (finding.state, bool(finding.next)) == ("warn", True)
