"""Mark the details in a message: dates and products with spaCy's matchers, everything else by its shape.

Runs after the intent is known. Must never change the intent.
"""

# ruff: noqa: ARG003 -- Rasa calls `create` with these names

import os
from pathlib import Path
from typing import Any, Dict, Iterator, List, Text

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.matcher import Matcher, PhraseMatcher
from spacy.util import filter_spans

from bot.rasa.details import Detail, person_name, shaped_details
from bot.rasa.postcodes import postcodes

LOOKUP_FOLDER = "FRONTDESK_LOOKUP"
PRODUCTS = "products.txt"
NAME_SLOT = "contact_name"
INTRODUCTION = "inform"
QUESTION = "ask_article"

# ruff: noqa: SIM905 -- lists of words read better as text
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_COUNTS = "a an one two three four five six seven eight nine ten few couple".split()
_SPANS = "day days night nights week weeks month months year years hour hours".split()
_TIMES = "week weekend month year morning afternoon evening night".split()
_DAY_OF_MONTH = {"TEXT": {"REGEX": r"^\d{1,2}(st|nd|rd|th)?$"}}
_MONTH = {"LOWER": {"IN": _MONTHS}}
_YEAR = {"TEXT": {"REGEX": r"^(19|20)\d\d$"}, "OP": "?"}
_COUNT = {"TEXT": {"REGEX": r"^\d{1,3}$"}}
_COUNT_WORD = {"LOWER": {"IN": _COUNTS}}
_SPAN = {"LOWER": {"IN": _SPANS}}
_OF = {"LOWER": "of", "OP": "?"}

_DATES = [
    [{"LOWER": {"IN": ["today", "tomorrow", "yesterday", "tonight", *_DAYS]}}],
    [{"LOWER": {"IN": ["next", "last", "this", "coming"]}}, {"LOWER": {"IN": [*_DAYS, *_TIMES, *_MONTHS]}}],
    [_DAY_OF_MONTH, _OF, _MONTH, _YEAR],
    # A day in two tokens: the tokenizer may split "3rd".
    [_COUNT, {"LOWER": {"IN": ["st", "nd", "rd", "th"]}}, _OF, _MONTH, _YEAR],
    [_MONTH, _DAY_OF_MONTH, _YEAR],
    [{"TEXT": {"REGEX": r"^(\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](\d\d){1,2})$"}}],
    *([{"LOWER": "in"}, count, _OF, _SPAN] for count in (_COUNT, _COUNT_WORD)),
    *([count, _OF, _SPAN, {"LOWER": "ago"}] for count in (_COUNT, _COUNT_WORD)),
]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DetailExtractor(GraphComponent, EntityExtractorMixin):
    """Finds order_number, email, amount, phone, date, postcode, product and person_name.

    A blank spaCy pipeline, no model. The environment variable FRONTDESK_LOOKUP names the folder with the list
    of products; without it none are found.
    """

    def __init__(self, products: List[Text]) -> None:
        self._language = spacy.blank("en")
        self._dates = Matcher(self._language.vocab)
        self._dates.add("date", _DATES)
        self._products = PhraseMatcher(self._language.vocab, attr="LOWER")
        self._products.add("product", [self._language.make_doc(product) for product in products])

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "DetailExtractor":
        """Build the component for Rasa's graph."""
        folder = os.environ.get(LOOKUP_FOLDER)
        return cls(read_list(Path(folder) / PRODUCTS) if folder else [])

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the details to every message's entities."""
        for message in messages:
            found = [self._as_entity(detail) for detail in self._details(message)]
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def _details(self, message: Message) -> List[Detail]:
        text = message.get(TEXT)
        found = shaped_details(text)
        name = person_name(text, expected=_is_name_expected(message))
        others = [*([name] if name else []), *self._matched(text), *postcodes(text, _asked_for(message))]
        for detail in others:
            if detail is name or not any(_overlap(detail, other) for other in found):
                found.append(detail)
        return sorted(found, key=lambda detail: detail.start)

    def _matched(self, text: Text) -> Iterator[Detail]:
        doc = self._language.make_doc(text)
        for matcher, entity in ((self._dates, "date"), (self._products, "product")):
            for span in filter_spans(matcher(doc, as_spans=True)):
                yield Detail(entity, span.text, span.start_char, span.end_char)

    def _as_entity(self, detail: Detail) -> Dict[Text, Any]:
        return {**vars(detail), "extractor": self.name}


def _is_name_expected(message: Message) -> bool:
    """A name comes as an introduction or, asked for, as words that could be anything else."""
    intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
    return intent == INTRODUCTION or (_asked_for(message) == NAME_SLOT and intent == QUESTION)


def _asked_for(message: Message) -> Text:
    """Return the slot that the open form asks for; empty if there is none."""
    return (message.get("metadata") or {}).get(REQUESTED_SLOT) or ""


def read_list(path: Path) -> List[Text]:
    """Read one entry a line, without comments and empty lines. Raises: OSError."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _overlap(one: Detail, other: Detail) -> bool:
    return one.start < other.end and other.start < one.end
