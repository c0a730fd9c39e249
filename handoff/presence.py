"""Which agents are here: kept in memory, because it says who looks, never what is true of a conversation."""

from dataclasses import dataclass
from typing import Any

from handoff.accounts import Staff

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

    def leave(self, sid: str) -> None:
        """Take note that a window is gone; the agent is gone with the last one."""
        staff_id = self._windows.pop(sid, None)
        if staff_id is not None and staff_id not in self._windows.values():
            del self._here[staff_id]

    def set(self, staff: Staff, status: str, capacity: int) -> None:
        """Change an agent's own status and how many conversations they take at once."""
        attendance = self._here[staff.id]
        attendance.status, attendance.capacity = status, capacity

    def find(self, staff_id: str) -> Staff | None:
        """Give an agent who is here."""
        attendance = self._here.get(staff_id)
        return attendance.staff if attendance else None

    def to_wire(self) -> dict[str, Any]:
        """Give the agents who are here, as their pages show them."""
        return {
            "agents": [
                {"id": a.staff.id, "name": a.staff.name, "status": a.status, "capacity": a.capacity}
                for a in sorted(self._here.values(), key=lambda a: a.staff.name)
            ]
        }
