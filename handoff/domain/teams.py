"""Teams: who is in them, what they know, when they work, and which of them a conversation belongs to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, Literal

from handoff.domain.hours import Schedule, Window
from handoff.domain.sla import Targets

Mode = Literal["pull", "auto"]
DEFAULT_ID = "default"
DEADLINE_S = 300
OFFER_S = 20
MIDNIGHT = "24:00"


@dataclass(frozen=True, slots=True)
class Team:
    """People who answer together.

    `topics` and `languages` are their skills; the default team takes whatever fits nobody else.
    Without members, everybody who may talk to customers belongs to it.
    After `deadline_s` open seconds without an agent the customer gets a word and may leave an e-mail.
    """

    id: str
    name: str
    is_default: bool = False
    members: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    mode: Mode = "pull"
    schedule: Schedule = field(default_factory=Schedule)
    targets: Targets = field(default_factory=Targets)
    email: str | None = None
    deadline_s: int = DEADLINE_S
    offer_s: int = OFFER_S

    def has(self, agent_id: str) -> bool:
        """Say whether an agent works in this team."""
        return not self.members or agent_id in self.members


DEFAULT = Team(DEFAULT_ID, "Support", is_default=True)


def team_for(teams: Sequence[Team], wanted: Sequence[str | None], language: str | None) -> Team:
    """Choose the team of a conversation.

    Args:
        teams: all teams; the default one should be among them.
        wanted: team ids or topics, the most telling first: what the bot decided, the reason, the intent.
        language: the customer's, such as "de" or "de-AT"; None when unknown.

    Returns: the team named by its id; else one whose topics hold the first wanted word that any team knows,
    speaking the language if one does; else one without topics that speaks it; else the default team.
    """
    by_id = {team.id: team for team in teams}
    for word in filter(None, wanted):
        if word in by_id:
            return by_id[word]
        expert = _speaking([team for team in teams if _knows(team, word)], language)
        if expert is not None:
            return expert
    general = [team for team in teams if not team.topics and team.languages]
    return _speaker(general, language) or next((t for t in teams if t.is_default), DEFAULT)


def _knows(team: Team, topic: str) -> bool:
    return topic.casefold() in (own.casefold() for own in team.topics)


def _speaking(experts: Sequence[Team], language: str | None) -> Team | None:
    """Give the expert who speaks the language, else the one who is bound to none, else any."""
    free = next((team for team in experts if not team.languages), None)
    return _speaker(experts, language) or free or next(iter(experts), None)


def _speaker(teams: Iterable[Team], language: str | None) -> Team | None:
    spoken = primary_language(language)
    return next((t for t in teams if spoken in map(primary_language, t.languages)), None) if spoken else None


def primary_language(tag: str | None) -> str | None:
    """Give the language of a tag without its region: "de" for "de-AT"."""
    return tag.replace("_", "-").partition("-")[0].casefold() if tag else None


def team_to_data(team: Team) -> dict[str, Any]:
    """Give a team as it travels and is stored."""
    return {
        "id": team.id,
        "name": team.name,
        "default": team.is_default,
        "members": list(team.members),
        "topics": list(team.topics),
        "languages": list(team.languages),
        "mode": team.mode,
        "timezone": team.schedule.timezone,
        "hours": [
            {"weekdays": list(w.weekdays), "from": _wall(w.start), "to": _wall(w.end, MIDNIGHT)}
            for w in team.schedule.windows
        ],
        "holidays": [day.isoformat() for day in sorted(team.schedule.holidays)],
        "sla": {name: getattr(team.targets, name) for name in Targets.__slots__},
        "email": team.email,
        "deadline_s": team.deadline_s,
        "offer_s": team.offer_s,
    }


def team_from_data(data: Mapping[str, Any]) -> Team:
    """Read a team back from what `team_to_data` gave."""
    hours = tuple(Window(tuple(h["weekdays"]), _time(h["from"]), _time(h["to"])) for h in data["hours"])
    holidays = frozenset(date.fromisoformat(day) for day in data["holidays"])
    return Team(
        id=data["id"],
        name=data["name"],
        is_default=data["default"],
        members=tuple(data["members"]),
        topics=tuple(data["topics"]),
        languages=tuple(data["languages"]),
        mode=data["mode"],
        schedule=Schedule(data["timezone"], hours, holidays),
        targets=Targets(**data["sla"]),
        email=data["email"],
        deadline_s=data["deadline_s"],
        offer_s=data["offer_s"],
    )


def without_member(team: Team, agent_id: str) -> Team:
    """Give the team without one of its members."""
    return replace(team, members=tuple(member for member in team.members if member != agent_id))


def _wall(at: time, midnight: str = "00:00") -> str:
    return midnight if at == time.min else at.strftime("%H:%M")


def _time(wall: str) -> time:
    return time.min if wall == MIDNIGHT else time.fromisoformat(wall)
