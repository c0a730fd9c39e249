"""Which agents are here: kept in memory, because it says who looks, never what is true of a conversation."""

from dataclasses import dataclass
from typing import Any

from handoff.people.accounts import Staff

DEFAULT_CAPACITY = 5


@dataclass(slots=True)
class _Attendance:
    staff: Staff
    status: str = "online"
    capacity: int = DEFAULT_CAPACITY


class PresenceBoard:
    """Agents with at least one open window."""

    def __init__(self) -> None:
        self._windows: dict[str, str] = {}
        self._here: dict[str, _Attendance] = {}

    def arrive(self, sid: str, staff: Staff) -> None:
        """Take note of a new window."""
        self._windows[sid] = staff.id
        self._here.setdefault(staff.id, _Attendance(staff))

    def leave(self, sid: str) -> bool:
        """Take note that a window is gone; say whether the agent is gone with it, as with the last one."""
        staff_id = self._windows.pop(sid, None)
        if staff_id is None or staff_id in self._windows.values():
            return False
        del self._here[staff_id]
        return True

    def set(self, staff: Staff, status: str, capacity: int) -> None:
        """Change an agent's own status and capacity; no matter for one whose last window just went."""
        attendance = self._here.get(staff.id)
        if attendance is not None:
            attendance.status, attendance.capacity = status, capacity

    def find(self, staff_id: str) -> Staff | None:
        """Give an agent who is here."""
        attendance = self._here.get(staff_id)
        return attendance.staff if attendance else None

    def ids(self) -> tuple[str, ...]:
        """Give the ids of all agents with an open window, away or not."""
        return tuple(self._here)

    def is_online(self, staff_id: str) -> bool:
        """Say whether an agent is here and takes conversations."""
        attendance = self._here.get(staff_id)
        return attendance is not None and attendance.status == "online"

    def seats(self) -> tuple[tuple[str, int, bool], ...]:
        """Give the id and the capacity of everybody here, and whether they take conversations."""
        return tuple((id_, a.capacity, a.status == "online") for id_, a in self._here.items())

    def to_wire(self) -> dict[str, Any]:
        """Give the agents who are here, as their pages show them."""
        return {
            "agents": [
                {"id": a.staff.id, "name": a.staff.name, "status": a.status, "capacity": a.capacity}
                for a in sorted(self._here.values(), key=lambda a: a.staff.name)
            ]
        }
