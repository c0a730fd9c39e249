"""When to call a person: every weight and threshold of the escalation decision, with its range, as one
frozen value.

Must never decide; `escalation` does, and says in its record which version of the policy it used.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from types import MappingProxyType

from bot.domain.caller import Caller
from bot.domain.directives import Json
from bot.domain.risk import TOPICS
from bot.domain.sentiment import Sensitivity
from bot.domain.strain import Weights
from bot.domain.vip import VipRule, read_rules
from bot.errors import InvalidPolicy

DEFAULT_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds are reached when a signal's value is at least as high; weights add up to that value.

    From an `own_matter` of trouble on, a customer is upset with us and not with the weather; below an unease
    of `at_ease` neither the course of the mood nor a complex matter calls somebody, and `unsure_at_ease`
    turns without an answer are borne instead of `unsure_limit`. Below `harmless` a message of at least
    `telling_words` tells a tale: a lawyer named calmly, fury and a "no" in it call nobody by themselves.

    `stake_*` and `strain_*` weigh the signs of `strain`; messages less than `fast_s` seconds apart are fast;
    a form has failed when it asked `form_limit` times in vain. A customer who meets a rule of `vip` has the
    limits of all soft signals multiplied by `vip_factor`. `muted_risks` names topics left to the bot.
    """

    version: str = DEFAULT_VERSION
    strong_negative: float = 0.97
    smoothing: float = 0.45
    allowance: float = 0.45
    course_alarm: float = 0.6
    course_calm: float = 0.25
    venting_limit: float = 2.0
    feeling: float = 0.6
    own_matter: float = 0.5
    at_ease: float = 0.5
    harmless: float = 0.1
    telling_words: int = 10
    complexity_limit: float = 1.0
    weight_question: float = 0.3
    weight_condition: float = 0.15
    weight_long: float = 0.35
    weight_money: float = 0.3
    weight_personal: float = 0.2
    weight_earlier_contact: float = 0.5
    weight_entity_kind: float = 0.1
    long_words: int = 60
    failure_limit: float = 1.0
    weight_rephrased: float = 0.5
    weight_unsure: float = 0.5
    weight_not_understood: float = 0.5
    weight_giving_up: float = 0.5
    weight_shouting: float = 0.25
    alike: float = 0.8
    unsure_limit: float = 2.0
    unsure_at_ease: float = 3.0
    weight_clarified: float = 0.5
    upset_and_unsure: float = 0.8
    strain_limit: float = 4.2
    strain_keep: float = 0.72
    strain_ease: float = 0.3
    strain_turn: float = 1.0
    strain_early: float = 0.86
    strain_mood: float = 1.25
    strain_plain: float = 0.6
    strain_unease: float = 3.65
    strain_lasting_unease: float = 2.65
    most_stakes: float = 0.37
    stake_trouble: float = 0.08
    stake_money: float = 0.04
    stake_locked: float = 0.02
    stake_overdue: float = 0.05
    stake_urgent: float = 0.04
    stake_harm: float = 0.06
    stake_contacted: float = 0.04
    stake_unsettled: float = 0.04
    strain_states: float = 0.06
    strain_unsolved: float = 0.05
    strain_missed: float = 0.07
    strain_irritated: float = 0.08
    strain_again: float = 0.03
    strain_leaving: float = 0.08
    strain_giving_up: float = 0.07
    strain_loud: float = 0.04
    strain_fast: float = 0.03
    strain_rejected: float = 0.06
    strain_form: float = 0.06
    strain_rephrased: float = 0.05
    strain_identical: float = 0.07
    fast_s: float = 4.0
    form_limit: float = 2.0
    vip_factor: float = 0.6
    vip: tuple[VipRule, ...] = ()
    muted_risks: tuple[str, ...] = ()

    @property
    def sensitivity(self) -> Sensitivity:
        """How the course of the mood is followed."""
        return Sensitivity(self.smoothing, self.allowance, self.course_alarm, self.course_calm)

    @property
    def strain(self) -> Weights:
        """How the signs of a matter that goes wrong are added up."""
        named = ((name.partition("_"), getattr(self, name)) for name in _SIGNS)
        signs = {sign: weight for (_, _, sign), weight in named}
        return Weights(
            signs,
            plain=self.strain_plain,
            most=self.most_stakes,
            keep=self.strain_keep,
            ease=self.strain_ease,
            turn=self.strain_turn,
            early=self.strain_early,
            mood=self.strain_mood,
            allowance=self.allowance,
            unease=self.strain_unease,
            lasting_unease=self.strain_lasting_unease,
        )

    def vip_rule(self, caller: Caller) -> str | None:
        """Give the first rule that this customer meets, in words; only a verified customer meets any."""
        return next((rule.words for rule in self.vip if rule.met_by(caller)), None)

    def to_dict(self) -> dict[str, Json]:
        """The JSON form, read back by `from_dict`."""
        rules: list[Json] = [rule.to_dict() for rule in self.vip]
        return {**asdict(self), "vip": rules, "muted_risks": list(self.muted_risks)}

    @classmethod
    def from_dict(cls, record: Mapping[str, object]) -> "Policy":
        """Read an edited policy; absent fields keep their default.

        Raises: InvalidPolicy, naming the field, its value and the range.
        """
        unknown = set(record) - {field.name for field in fields(cls)}
        if unknown:
            raise InvalidPolicy(f"unknown fields {sorted(unknown)}")
        numbers = {name: _number(name, record[name]) for name in RANGES if name in record}
        others = {
            "version": _version(record),
            "muted_risks": _topics(record.get("muted_risks", ())),
            "vip": read_rules(record.get("vip", ())),
        }
        policy = replace(cls(), **others, **numbers)  # type: ignore[arg-type] # checked field by field
        if policy.course_calm >= policy.course_alarm:
            raise InvalidPolicy("course_calm must stay below course_alarm")
        return policy


_WHOLE = frozenset({"long_words", "telling_words"})
_SHARE = (0.0, 1.0)
_WEIGHT = (0.0, 5.0)
_LIMIT = (0.1, 10.0)
_SIGNS = tuple(
    f"{kind}_{name}"
    for kind, names in (
        ("stake", ("trouble", "money", "locked", "overdue", "urgent", "harm", "contacted", "unsettled")),
        (
            "strain",
            (
                *("states", "unsolved", "missed", "irritated", "again", "leaving", "giving_up", "loud"),
                *("fast", "rejected", "form", "rephrased", "identical"),
            ),
        ),
    )
    for name in names
)
RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "strong_negative": _SHARE,
        "smoothing": (0.05, 1.0),
        "allowance": _SHARE,
        "course_alarm": _LIMIT,
        "course_calm": (0.0, 10.0),
        "venting_limit": (1.0, 10.0),
        "feeling": _SHARE,
        "complexity_limit": _LIMIT,
        "weight_question": _WEIGHT,
        "weight_condition": _WEIGHT,
        "weight_long": _WEIGHT,
        "weight_money": _WEIGHT,
        "weight_personal": _WEIGHT,
        "weight_earlier_contact": _WEIGHT,
        "weight_entity_kind": _WEIGHT,
        "long_words": (10, 1000),
        "failure_limit": _LIMIT,
        "weight_rephrased": _WEIGHT,
        "weight_unsure": _WEIGHT,
        "weight_not_understood": _WEIGHT,
        "weight_giving_up": _WEIGHT,
        "weight_shouting": _WEIGHT,
        "alike": _SHARE,
        "unsure_limit": (1.0, 10.0),
        "unsure_at_ease": (1.0, 10.0),
        "weight_clarified": _SHARE,
        "upset_and_unsure": _SHARE,
        "strain_limit": _LIMIT,
        "strain_keep": _SHARE,
        "strain_ease": _SHARE,
        "strain_turn": _WEIGHT,
        "strain_early": _SHARE,
        "most_stakes": _WEIGHT,
        "strain_mood": _WEIGHT,
        "strain_plain": (0.05, 1.0),
        "strain_unease": _WEIGHT,
        "strain_lasting_unease": _WEIGHT,
        "own_matter": _SHARE,
        "at_ease": _SHARE,
        "harmless": _SHARE,
        "telling_words": (1, 1000),
        **dict.fromkeys(_SIGNS, _WEIGHT),
        "fast_s": (0.0, 60.0),
        "form_limit": (1.0, 10.0),
        "vip_factor": (0.1, 1.0),
    }
)


def _number(name: str, value: object) -> float:
    low, high = RANGES[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise InvalidPolicy(f"{name} must be a number from {low} to {high}, received {value!r}")
    return int(value) if name in _WHOLE else value


def _version(record: Mapping[str, object]) -> str:
    version = record.get("version", DEFAULT_VERSION)
    if not isinstance(version, str) or not version:
        raise InvalidPolicy(f"version must be a text, received {version!r}")
    return version


def _topics(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(topic in TOPICS for topic in value):
        raise InvalidPolicy(f"muted_risks must list some of {TOPICS}, received {value!r}")
    return tuple(value)
