"""Whether a person could take over now, and how long that usually takes."""

from dataclasses import dataclass

_MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class DeskState:
    """The people's side at the time of a turn.

    `agents_free` is how many could take a conversation at once (None: not known); `open_now` whether the
    hours are on; half of the customers wait less than `wait_p50_s`, nine in ten less than `wait_p90_s`
    seconds (None: too few were seen to say); `agents_in` is how many are there at all (None: not known).
    """

    agents_free: int | None = None
    open_now: bool = True
    wait_p50_s: float | None = None
    wait_p90_s: float | None = None
    agents_in: int | None = None

    @property
    def reachable(self) -> bool:
        """Whether a person may be there soon; what is not known counts as yes."""
        return self.open_now and self.agents_free != 0

    @property
    def deserted(self) -> bool:
        """Whether nobody is there although the hours are on, which is another thing than all being busy."""
        return self.open_now and self.agents_in == 0

    @property
    def usual_wait(self) -> str | None:
        """The honest wait in words, such as "4 to 9 minutes"; None when it is not known or nobody is in."""
        if not self.open_now or self.deserted or self.wait_p50_s is None or self.wait_p90_s is None:
            return None
        low, high = (max(1, round(wait / _MINUTE_S)) for wait in (self.wait_p50_s, self.wait_p90_s))
        if high <= 1:
            return "about a minute"
        return f"{low} to {high} minutes" if low < high else f"about {high} minutes"


def wait_occasion(state: DeskState) -> str | None:
    """Name the sentence about the wait that follows a call; None where somebody may come at once."""
    if not state.open_now:
        return "wait:closed"
    if state.deserted:
        return "wait:nobody"
    if state.agents_free == 0:
        return "wait:known" if state.usual_wait else "wait:unknown"
    return None


def later_occasion(state: DeskState) -> str:
    """Name the sentence that offers another way than a person at once."""
    if not state.open_now:
        return "offer:closed"
    return "offer:nobody" if state.deserted else "offer:later"
