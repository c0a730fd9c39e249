"""The reaper: strangers and readers that stand still are cut off, everybody else is left alone."""

from collections.abc import Iterator

import pytest
import structlog

from handoff.processes.reaping import Line, Reaper


class Board:
    """Connections as the test says they are."""

    def __init__(self, *lines: Line) -> None:
        self.open = {line.id: line for line in lines}
        self.cut_off: list[str] = []

    def lines(self) -> Iterator[Line]:
        yield from list(self.open.values())

    async def cut(self, line_id: str) -> None:
        self.cut_off.append(line_id)
        del self.open[line_id]


class Watch:
    """A watch of two numbers: seconds now, and a reaper that looks at it."""

    def __init__(self, board: Board) -> None:
        self.seconds = 0.0
        self.reaper = Reaper(board, lambda: self.seconds, 10.0, 500, structlog.get_logger())

    async def at(self, seconds: float) -> None:
        self.seconds = seconds
        await self.reaper.reap()


async def test_who_never_joins_is_cut_off_in_time() -> None:
    board = Board(Line("stranger", joined=False, waiting=0), Line("robin", joined=True, waiting=0))
    watch = Watch(board)
    await watch.at(0)
    await watch.at(10)
    assert board.cut_off == []
    await watch.at(11)
    assert board.cut_off == ["stranger"]


async def test_who_joins_in_time_stays_and_the_time_starts_anew_when_they_leave_again() -> None:
    board = Board(Line("robin", joined=False, waiting=0))
    watch = Watch(board)
    await watch.at(0)
    board.open["robin"] = Line("robin", joined=True, waiting=0)
    await watch.at(9)
    board.open["robin"] = Line("robin", joined=False, waiting=0)
    await watch.at(15)
    await watch.at(24)
    assert board.cut_off == []
    await watch.at(26)
    assert board.cut_off == ["robin"]


@pytest.mark.parametrize(("waiting", "cut"), [(500, []), (501, ["slow"])])
async def test_who_does_not_read_is_cut_off_at_once(waiting: int, cut: list[str]) -> None:
    board = Board(Line("slow", joined=True, waiting=waiting), Line("quick", joined=True, waiting=3))
    await Watch(board).at(0)
    assert board.cut_off == cut


async def test_a_line_that_takes_its_time_to_end_is_cut_once() -> None:
    class Slow(Board):
        async def cut(self, line_id: str) -> None:
            self.cut_off.append(line_id)

    board = Slow(Line("slow", joined=True, waiting=900))
    watch = Watch(board)
    for second in range(5):
        await watch.at(second)
    assert board.cut_off == ["slow"]


async def test_nothing_is_kept_of_who_is_gone() -> None:
    board = Board(*(Line(f"s{number}", joined=False, waiting=0) for number in range(50)))
    watch = Watch(board)
    await watch.at(0)
    await watch.at(20)
    board.open.clear()
    await watch.at(21)
    assert not vars(watch.reaper)["_strangers"]
    assert not vars(watch.reaper)["_cut"]
