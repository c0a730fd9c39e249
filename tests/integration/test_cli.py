"""The command line from outside: each command with a folder of its own, and what a person reads."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from handoff.adapters.database import migrate
from handoff.cli import COMMANDS, make_app
from handoff.cli.common import CommandFailed, read_settings, run_guarded
from handoff.errors import InvalidInput
from handoff.settings import Settings

ARTICLE = {
    "id": "opening-hours",
    "title": "Opening hours",
    "body": "Nine to five.",
    "questions": ["when open"],
}


def frontdesk(*words: str | Path, stdin: str = "") -> Result:
    args = [str(word) for word in words]
    return CliRunner().invoke(make_app(args[0]), args, input=stdin)


def complaint(result: Result) -> str:
    assert result.exception is not None, result.output
    return str(result.exception)


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    path = tmp_path / "faq.jsonl"
    path.write_text(json.dumps(ARTICLE) + "\n")
    return path


def test_every_command_takes_a_data_folder() -> None:
    for name in COMMANDS.keys() - {"asyncapi"}:  # it describes the program, not an installation
        groups = {
            "user": ["add", "reset"],
            "articles": ["import", "undo-import", "export"],
            "evaluate": ["answers"],
            "escalation": ["replay", "what-if"],
            "bench": ["reply"],
            "conversations": ["export"],
        }
        for subcommand in groups.get(name, [""]):
            words = [word for word in (name, subcommand, "--help") if word]
            result = CliRunner().invoke(make_app(name), words, env={"COLUMNS": "200", "NO_COLOR": "1"})
            assert result.exit_code == 0, result.output
            assert "--data-dir" in re.sub(r"\x1b\[[0-9;]*m", "", result.output), words


def test_settings_given_win_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_PORT", "1234")
    monkeypatch.setenv("FRONTDESK_HOST", "0.0.0.0")
    chosen = read_settings(tmp_path, port=5, host=None)
    assert (chosen.data_dir, chosen.port, chosen.host) == (tmp_path, 5, "0.0.0.0")


def test_a_setting_that_does_not_fit_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_PORT", "many")
    with pytest.raises(CommandFailed, match="port"):
        read_settings()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CommandFailed("It broke [today].", "mend it"), ("It broke [today].", "Next: mend it")),
        (InvalidInput("No such thing."), ("No such thing.",)),
    ],
    ids=["with advice", "of a package"],
)
def test_foreseen_errors_are_lines_not_tracebacks(
    capsys: pytest.CaptureFixture[str], error: Exception, words: tuple[str, ...]
) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(SystemExit) as caught:
        run_guarded(fail)
    assert caught.value.code == 1
    said = capsys.readouterr().err
    assert all(word in said for word in words)
    assert "Traceback" not in said


def test_ctrl_c_ends_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as caught:
        run_guarded(interrupt)
    assert caught.value.code == 130
    assert capsys.readouterr().err == ""


def test_migrate_makes_the_database(tmp_path: Path) -> None:
    assert frontdesk("migrate", "--data-dir", tmp_path / "new").exit_code == 0
    assert (tmp_path / "new" / "frontdesk.db").exists()


def add_user(tmp_path: Path, password: str) -> Result:
    words = ("user", "add", "--email", "Kim@Shop.example", "--role", "agent", "--password-stdin")
    return frontdesk(*words, "--data-dir", tmp_path, stdin=f"{password}\n")


def test_a_user_is_added_once(tmp_path: Path) -> None:
    first = add_user(tmp_path, "a long password")
    assert first.exit_code == 0, first.output
    assert "Added agent Kim <kim@shop.example>." in first.output
    assert "already has an account" in complaint(add_user(tmp_path, "a long password"))


def test_somebody_may_be_added_with_several_roles(tmp_path: Path) -> None:
    words = ("user", "add", "--email", "kim@shop.example", "--role", "agent", "--role", "editor")
    added = frontdesk(*words, "--password-stdin", "--data-dir", tmp_path, stdin="a long password\n")
    assert "Added editor and agent kim" in added.output


def test_the_right_to_override_goes_to_those_who_publish(tmp_path: Path) -> None:
    def add(role: str) -> Result:
        words = ("user", "add", "--email", f"{role}@shop.example", "--role", role, "--may-override")
        options = ("--password-stdin", "--data-dir", tmp_path)
        return frontdesk(*words, *options, stdin="a long password\n")

    assert add("editor").exit_code == 0
    assert "An agent does not publish" in complaint(add("agent"))


@pytest.mark.parametrize(
    ("password", "words"), [("", "No password"), ("short", "at least 10")], ids=["none", "short"]
)
def test_a_bad_password_is_refused(tmp_path: Path, password: str, words: str) -> None:
    assert words in complaint(add_user(tmp_path, password))


def test_articles_go_in_and_come_out_the_same(tmp_path: Path, faq: Path) -> None:
    into = frontdesk("articles", "import", faq, "--data-dir", tmp_path / "a")
    assert "1 created, 0 updated, 0 unchanged, 0 faults." in into.output
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    frontdesk("articles", "export", first, "--data-dir", tmp_path / "a")
    frontdesk("articles", "import", first, "--data-dir", tmp_path / "b")
    frontdesk("articles", "export", second, "--data-dir", tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    assert json.loads(first.read_text())["title"] == "Opening hours"


def test_a_dry_run_changes_nothing(tmp_path: Path, faq: Path) -> None:
    dry = frontdesk("articles", "import", faq, "--dry-run", "--data-dir", tmp_path)
    assert "1 would be created" in dry.output
    again = frontdesk("articles", "import", faq, "--data-dir", tmp_path)
    assert "1 created" in again.output


def test_an_import_is_taken_back_by_the_id_that_it_printed(tmp_path: Path, faq: Path) -> None:
    into = frontdesk("articles", "import", faq, "--data-dir", tmp_path)
    import_id = into.output.rpartition("undo-import ")[2].strip()
    back = frontdesk("articles", "undo-import", import_id, "--data-dir", tmp_path)
    assert "0 restored, 1 removed, 0 kept." in back.output
    again = frontdesk("articles", "undo-import", import_id, "--data-dir", tmp_path)
    assert "nothing to undo" in complaint(again)


def test_what_is_here_already_can_be_skipped(tmp_path: Path, faq: Path) -> None:
    frontdesk("articles", "import", faq, "--data-dir", tmp_path)
    faq.write_text(json.dumps({**ARTICLE, "body": "new"}) + "\n")
    skipping = frontdesk("articles", "import", faq, "--on-duplicate", "skip", "--data-dir", tmp_path)
    assert "0 created, 0 updated, 0 unchanged, 1 skipped, 0 faults." in skipping.output


@pytest.mark.parametrize("kind", ["csv", "zip"])
def test_tables_and_archives_go_out_and_in(tmp_path: Path, faq: Path, kind: str) -> None:
    frontdesk("articles", "import", faq, "--data-dir", tmp_path / "a")
    first, second = tmp_path / f"first.{kind}", tmp_path / f"second.{kind}"
    frontdesk("articles", "export", first, "--data-dir", tmp_path / "a")
    frontdesk("articles", "import", first, "--data-dir", tmp_path / "b")
    frontdesk("articles", "export", second, "--data-dir", tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    refused = frontdesk("articles", "export", tmp_path / "x.pdf", "--data-dir", tmp_path / "a")
    assert "not a .jsonl, .csv or .zip" in complaint(refused)


def test_a_faulty_import_names_the_line_and_imports_nothing(tmp_path: Path, faq: Path) -> None:
    with faq.open("a") as lines:
        lines.write('{"id": "x"}\n')
    result = frontdesk("articles", "import", faq, "--data-dir", tmp_path)
    assert "Nothing was imported" in complaint(result)
    assert "faq.jsonl:2" in result.output
    skipping = frontdesk("articles", "import", faq, "--skip-invalid", "--data-dir", tmp_path)
    assert skipping.exit_code == 0
    assert "1 created" in skipping.output


def test_backup_and_restore(tmp_path: Path, faq: Path) -> None:
    frontdesk("articles", "import", faq, "--data-dir", tmp_path / "a")
    assert frontdesk("backup", tmp_path / "b.zip", "--data-dir", tmp_path / "a").exit_code == 0
    restored = frontdesk("restore", tmp_path / "b.zip", "--data-dir", tmp_path / "c")
    assert restored.exit_code == 0, restored.output
    out = tmp_path / "out.jsonl"
    frontdesk("articles", "export", out, "--data-dir", tmp_path / "c")
    assert json.loads(out.read_text())["id"] == "opening-hours"


def test_erase_asks_first_and_refuses_a_stranger(tmp_path: Path) -> None:
    migrate(Settings(data_dir=tmp_path, database_url=None).database)
    declined = frontdesk("erase", "--customer", "nobody", "--data-dir", tmp_path, stdin="n\n")
    assert "Nothing was erased" in complaint(declined)
    unknown = frontdesk("erase", "--customer", "nobody", "--yes", "--data-dir", tmp_path)
    assert "no customer nobody" in complaint(unknown)
    assert not (tmp_path / "log").exists()


def test_a_lost_key_stops_everything_until_its_secrets_are_given_up(tmp_path: Path) -> None:
    assert add_user(tmp_path, "correct horse battery staple").exit_code == 0
    (tmp_path / "secrets.key").unlink()
    assert "forget-secrets" in complaint(add_user(tmp_path, "correct horse battery staple"))
    declined = frontdesk("forget-secrets", "--data-dir", tmp_path, stdin="n\n")
    assert "Nothing was forgotten" in complaint(declined)
    assert frontdesk("forget-secrets", "--yes", "--data-dir", tmp_path).exit_code == 0
    assert "already" in complaint(add_user(tmp_path, "correct horse battery staple"))


def test_doctor_speaks_json_and_fails_when_a_part_has_failed(tmp_path: Path) -> None:
    result = frontdesk("doctor", "--json", "--data-dir", tmp_path)
    assert result.exit_code == 1
    findings = json.loads(result.stdout)
    assert {"part", "state", "detail", "next"} == set(findings[0])


def test_a_way_back_in_replaces_the_password(tmp_path: Path) -> None:
    def reset(email: str, password: str) -> Result:
        words = ("user", "reset", "--email", email, "--password-stdin", "--data-dir", tmp_path)
        return frontdesk(*words, stdin=f"{password}\n")

    assert add_user(tmp_path, "a long password").exit_code == 0
    assert reset("kim@Shop.example", "another long one").exit_code == 0
    assert "first that are guessed" in complaint(reset("kim@shop.example", "password123"))
    assert "has no account" in complaint(reset("lee@shop.example", "another long one"))
