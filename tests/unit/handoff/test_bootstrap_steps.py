"""Steps of set-up: when they are due, in which order they run, and what a failure holds up."""

import io
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handoff.bootstrap.screen import Screen
from handoff.bootstrap.shell import Shell, StepFailed
from handoff.bootstrap.steps import Run, Step, digest


class Workshop:
    """Steps that only take notes, in a folder of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.done: list[str] = []
        self.said = io.StringIO()

    def step(self, name: str, *after: str, do: Callable[[Shell], None] | None = None) -> Step:
        def take_note(shell: Shell) -> None:
            if do is not None:
                do(shell)
            self.done.append(name)

        return Step(
            name=name,
            title=f"Step {name}",
            do=take_note,
            inputs=lambda: "inputs",
            stamp=self.root / name,
            present=lambda: True,
            after=after,
            advice=f"mend {name}",
        )

    def run(self, *steps: Step) -> bool:
        screen = Screen(self.said)
        try:
            return Run(self.root, steps, screen).run()
        finally:
            screen.close()


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def fail(_shell: Shell) -> None:
    raise StepFailed("it broke", said=["first line", "last line"])


def test_steps_run_after_what_they_need(workshop: Workshop) -> None:
    assert workshop.run(workshop.step("b", "a"), workshop.step("c", "b"), workshop.step("a"))
    assert workshop.done == ["a", "b", "c"]


def test_a_second_run_does_and_says_nothing(workshop: Workshop) -> None:
    steps = workshop.step("a"), workshop.step("b", "a")
    workshop.run(*steps)
    workshop.said.truncate(0)
    workshop.said.seek(0)
    assert workshop.run(*steps)
    assert workshop.done == ["a", "b"]
    assert workshop.said.getvalue() == ""


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda step: replace(step, inputs=lambda: "other"), id="inputs changed"),
        pytest.param(lambda step: replace(step, present=lambda: False), id="result is gone"),
        pytest.param(lambda step: replace(step, stamp=step.stamp.with_name("other")), id="stamp is gone"),
    ],
)
def test_a_step_is_due_again(workshop: Workshop, change: Callable[[Step], Step]) -> None:
    step = workshop.step("a")
    workshop.run(step)
    assert not step.is_due()
    assert change(step).is_due()


def test_inputs_that_cannot_be_read_make_a_step_due(workshop: Workshop, tmp_path: Path) -> None:
    step = workshop.step("a")
    workshop.run(step)
    assert replace(step, inputs=lambda: digest(tmp_path / "missing")).is_due()


def test_a_step_cut_short_stays_due(workshop: Workshop) -> None:
    good = workshop.step("a")
    workshop.run(good)
    workshop.run(replace(workshop.step("a", do=fail), inputs=lambda: "other"))
    assert good.is_due()


def test_a_failure_holds_up_only_what_needs_it(workshop: Workshop) -> None:
    good = workshop.run(workshop.step("bad", do=fail), workshop.step("next", "bad"), workshop.step("apart"))
    assert not good
    assert workshop.done == ["apart"]


def test_a_failure_says_what_happened_and_what_to_do(workshop: Workshop) -> None:
    workshop.run(workshop.step("bad", do=fail))
    said = workshop.said.getvalue()
    for words in ("Step bad", "it broke", "first line", "last line", "Next: mend bad", "setup-bad.log"):
        assert words in said


def test_an_operating_system_error_is_a_failure_of_its_step(workshop: Workshop) -> None:
    def full(_shell: Shell) -> None:
        raise OSError(28, "No space left on device")

    assert not workshop.run(workshop.step("bad", do=full))
    assert "No space left on device" in workshop.said.getvalue()


def test_steps_that_do_not_need_each_other_run_side_by_side(workshop: Workshop) -> None:
    meeting = threading.Barrier(2, timeout=10)

    def meet(_shell: Shell) -> None:
        meeting.wait()

    assert workshop.run(workshop.step("a", do=meet), workshop.step("b", do=meet))


def test_steps_outside_the_run_count_as_done(workshop: Workshop) -> None:
    assert workshop.run(workshop.step("b", "not part of this run"))


def test_digest_sees_content_and_names_but_not_times(tmp_path: Path) -> None:
    folder = tmp_path / "src"
    folder.mkdir()
    (folder / "a.ts").write_text("1")
    before = digest(folder, "x")
    (folder / "a.ts").write_text("1")
    assert digest(folder, "x") == before
    (folder / "a.ts").rename(folder / "b.ts")
    renamed = digest(folder, "x")
    (folder / "b.ts").write_text("2")
    assert len({before, renamed, digest(folder, "x"), digest(folder, "y")}) == 4
