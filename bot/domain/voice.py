"""How the bot says what it says: the operator's sentences before the built-in ones, in one of three tones.

Variants take turns within a conversation, beginning at one chosen by the message's id, so that the same
conversation always gets the same words, and never the same sentence twice in a row.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, get_args

from bot.domain.sentences import SENTENCES
from bot.domain.template import fill, placeholders, read_back
from bot.domain.turn import Choice
from bot.errors import InvalidVoice

PERSON = Choice("person", "Talk to a person")
REPHRASE = Choice("rephrase", "Let me rephrase")
ARTICLE = "article:"
OPTION = "option:"

Tone: TypeAlias = Literal["warm", "neutral", "brief"]
TONES: tuple[Tone, ...] = get_args(Tone)
OCCASIONS: tuple[str, ...] = tuple(SENTENCES)
MOST_SENTENCES = 10
LONGEST_SENTENCE = 600
NAMED = "+name"
"""Ends the id of a sentence in which the customer's name was used."""
BUILT_IN = "b"
"""Marks the place of a built-in sentence that steps in for the operator's."""
_NAME_EVERY = 5
_COMMON = ("name", "shop")
_BESIDES: Mapping[str, tuple[str, ...]] = {
    "offer": (*_COMMON, "wait"),
    "escalate": (*_COMMON, "wait"),
    "wait": (*_COMMON, "wait"),
    "other": (*_COMMON, "question"),
    "returned": (*_COMMON, "agent", "settled"),
}


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence with the id under which it is remembered; empty where none is."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence depends on besides its occasion.

    `said` are the ids of what the bot said before, oldest first, several of one turn parted by blanks;
    `facts` what is known for the placeholders.
    """

    message_id: str
    said: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Voice:
    """The operator's `sentences` by occasion and the `responses` that the dialogue has, both as templates.

    An occasion without a sentence of the operator's uses the built-in ones of the `tone`; `shop` is the
    name of the company.
    """

    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tone: Tone = "warm"
    responses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shop: str = ""

    def say(self, occasion: str, setting: Setting) -> Utterance:
        """Choose the sentence for an occasion. Raises: KeyError for one that does not exist."""
        defaults = self.defaults(occasion)
        own = self.sentences.get(occasion) or defaults
        return self._choose(occasion, own, defaults, setting, {}) or Utterance(f"{occasion}.0", own[0])

    def reword(self, response: str, text: str, setting: Setting) -> Utterance:
        """Say what the dialogue said with `response` in the words of the operator and of the tone.

        The values in `text` are read back with the response's own templates. What cannot be said in other
        words without a gap is said as it came.
        """
        defaults = self.responses.get(response, ())
        own = self.sentences.get(response) or self.defaults(response) if defaults else ()
        found = next((values for one in defaults if (values := read_back(one, text)) is not None), None)
        if not own or (found is None and response not in self.sentences):
            return Utterance("", text)
        chosen = self._choose(response, own, self.defaults(response), setting, found or {})
        return chosen or Utterance("", text)

    def defaults(self, occasion: str, tone: Tone | None = None) -> tuple[str, ...]:
        """The built-in sentences of an occasion. Raises: KeyError for one that does not exist."""
        tone = tone or self.tone
        if occasion in SENTENCES:
            built_in = SENTENCES[occasion]
            return built_in.brief if tone == "brief" else _in_tone(built_in.warm, tone)
        return _in_tone(self.responses[occasion], tone)

    def allowed(self, occasion: str) -> tuple[str, ...]:
        """The placeholders that a sentence of this occasion may have."""
        own = [name for template in self.responses.get(occasion, ()) for name in placeholders(template)]
        return tuple(dict.fromkeys((*_BESIDES.get(occasion.partition(":")[0], _COMMON), *own)))

    def meaning(self, occasion: str) -> str:
        """When an occasion's sentences are used."""
        if occasion in SENTENCES:
            return SENTENCES[occasion].meaning
        return f"The dialogue says: {occasion.removeprefix('utter_').replace('_', ' ')}."

    @property
    def occasions(self) -> tuple[str, ...]:
        """Everything that has sentences."""
        return (*OCCASIONS, *self.responses)

    def edited(self, tone: object, sentences: object) -> "Voice":
        """Give this voice with other words.

        Raises: InvalidVoice, naming the occasion and what does not fit.
        """
        if tone not in TONES:
            raise InvalidVoice(f"the tone must be one of {', '.join(TONES)}, received {tone!r}")
        if not isinstance(sentences, Mapping):
            raise InvalidVoice("sentences must map each occasion to a list of texts")
        checked = {str(occasion): self._checked(str(occasion), own) for occasion, own in sentences.items()}
        own_words = {occasion: own for occasion, own in checked.items() if own}
        return replace(self, sentences=own_words, tone=tone)

    def _checked(self, occasion: str, own: object) -> tuple[str, ...]:
        if occasion not in self.occasions:
            raise InvalidVoice(f"there is no occasion {occasion!r}")
        if not isinstance(own, list | tuple) or len(own) > MOST_SENTENCES:
            raise InvalidVoice(f"{occasion}: expected a list of at most {MOST_SENTENCES} sentences")
        for sentence in own:
            _check_sentence(occasion, sentence, self.allowed(occasion))
        return tuple(sentence.strip() for sentence in own)

    def _choose(
        self,
        occasion: str,
        own: Sequence[str],
        defaults: Sequence[str],
        setting: Setting,
        said: Mapping[str, str],
    ) -> Utterance | None:
        """Take the next variant that has all it needs and was not said just now; `said` must not be lost.

        If the operator wrote one sentence only, a built-in one steps in where it would be said twice.
        """
        facts = {"shop": self.shop, **setting.facts}
        if not _name_is_due(setting.said):
            facts.pop("name", None)
        facts.update(said)
        just_said = {self._template(one) for turn in setting.said[-1:] for one in turn.split()}
        ways = [(index, own[index], "") for index in _order(occasion, len(own), setting)]
        if own != defaults:
            ways += [(index, template, BUILT_IN) for index, template in enumerate(defaults)]
        fresh = [way for way in ways if way[1] not in just_said]
        for index, template, mark in (*fresh, *ways):
            text = fill(template, facts, droppable="name")
            if text is not None:
                named = NAMED if "name" in facts.keys() - said.keys() and "{name}" in template else ""
                return Utterance(f"{occasion}.{mark}{index}{named}", text)
        return None

    def _template(self, said: str) -> str | None:
        occasion, _, index = said.removesuffix(NAMED).rpartition(".")
        if occasion not in self.occasions or not index.removeprefix(BUILT_IN).isdigit():
            return None
        own = None if index.startswith(BUILT_IN) else self.sentences.get(occasion)
        variants = own or self.defaults(occasion)
        place = int(index.removeprefix(BUILT_IN))
        return variants[place] if place < len(variants) else None


def first_name(name: str | None) -> str | None:
    """The name to address somebody by; None where there is none, or it is a title or a placeholder."""
    first = (name or "").split()[:1]
    if not first or not _NAME.fullmatch(first[0]) or first[0].casefold() in _NO_NAMES:
        return None
    return first[0]


_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019-](?=[^\W\d_])){1,29}")
_NO_NAMES = frozenset({"visitor", "customer", "mr", "mrs", "ms", "miss", "dr", "sir", "madam", "prof"})


def _check_sentence(occasion: str, sentence: object, allowed: Sequence[str]) -> None:
    if not isinstance(sentence, str) or not sentence.strip():
        raise InvalidVoice(f"{occasion}: a sentence must not be empty")
    if len(sentence) > LONGEST_SENTENCE:
        raise InvalidVoice(f"{occasion}: a sentence has at most {LONGEST_SENTENCE} characters")
    try:
        unknown = set(placeholders(sentence)) - set(allowed)
    except ValueError as error:
        raise InvalidVoice(f"{occasion}: {error}") from error
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in allowed)
        raise InvalidVoice(f"{occasion}: unknown placeholder {{{min(unknown)}}}; known are {known}")


def _in_tone(sentences: tuple[str, ...], tone: Tone) -> tuple[str, ...]:
    if tone == "neutral":
        return tuple(sentence.replace("!", ".") for sentence in sentences)
    if tone == "brief" and len(sentences) > 2:
        return tuple(sorted(sentences, key=len)[:2])
    return sentences


def _order(occasion: str, count: int, setting: Setting) -> Iterator[int]:
    """The variants in the order of their turn: after the one used last, else from one the message chooses."""
    used = [one.removesuffix(NAMED) for turn in setting.said for one in turn.split()]
    last = next((one for one in reversed(used) if one.rpartition(".")[0] == occasion), None)
    if last is not None and last.rpartition(".")[2].isdigit():
        first = int(last.rpartition(".")[2]) + 1
    else:
        first = int.from_bytes(hashlib.sha256(setting.message_id.encode()).digest()[:4])
    return ((first + step) % count for step in range(count))


def _name_is_due(said: Sequence[str]) -> bool:
    return not any(NAMED in turn for turn in said[1 - _NAME_EVERY :])
