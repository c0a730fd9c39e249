"""Help centres of any size for measurements: made up, plausible, and the same for the same seed.

Every article is about one thing that can be done with one product of one brand, so neighbours are as close as
in a real help centre that has grown over years; its sentences carry figures and names of their own.
"""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.domain.article import Article

PASSAGES = 5
PHRASINGS = 4
SEED = 20_25

_NAMES = """
Alder Bramble Cobalt Dovetail Ember Falcon Gannet Harbour Ibis Juniper Kestrel Larch Meadow Nimbus Osprey
Pewter Quarry Raven Sable Thistle Umber Verdant Willow Yarrow Zephyr Aster Birch Cedar Drift Elm Fern Garnet
Hazel Indigo Jasper Kelp Linden Maple Nettle Opal
"""
_BRANDS = _NAMES.split()
_PRODUCTS = """
tent|backpack|kettle|router|thermostat|bicycle|headset|printer|camera|dishwasher|scooter|stroller|projector|
espresso machine|fitness watch|lawn mower|sewing machine|water filter|robot vacuum|smoke alarm|electric razor|
baby monitor|garden hose|sleeping bag|air fryer|record player|telescope|heat pump|solar panel|door lock
""".replace("\n", "").split("|")
_DEEDS = (
    ("return", "returning", "send {it} back", "I do not want my {it} any more"),
    ("repair", "repairing", "get {it} fixed", "my {it} is broken, who mends it"),
    ("register", "registering", "sign {it} up", "where do I enter the serial number of the {it}"),
    ("clean", "cleaning", "wash {it}", "my {it} is dirty, what may I use"),
    ("insure", "insuring", "cover {it} against theft", "is the {it} covered if it gets stolen"),
    ("upgrade", "upgrading", "swap {it} for a newer one", "can I trade in my old {it}"),
    ("store", "storing", "put {it} away for winter", "how do I keep the {it} over the winter"),
    ("connect", "connecting", "pair {it} with my phone", "the app does not find my {it}"),
    ("reset", "resetting", "start {it} from scratch", "the {it} is frozen, how do I restart it"),
    ("assemble", "assembling", "put {it} together", "which screw goes where on the {it}"),
    ("recycle", "recycling", "get rid of {it}", "where may I throw away an old {it}"),
    ("update", "updating", "install new software on {it}", "is there newer firmware for the {it}"),
    ("lend", "lending", "let somebody else use {it}", "may a friend use my {it}"),
    ("move", "moving", "take {it} to another house", "I am moving house with my {it}"),
    ("measure", "measuring", "find the size of {it}", "which size of {it} do I need"),
    ("charge", "charging", "power {it}", "the battery of the {it} is empty all the time"),
    ("silence", "silencing", "make {it} quieter", "why is my {it} so loud"),
    ("gift", "gifting", "give {it} as a present", "can you wrap the {it} as a gift"),
)
_HEADINGS = (
    "Before you begin",
    "Step by step",
    "What it costs",
    "How long it takes",
    "If something goes wrong",
)
_LINES = (
    "Have the receipt of the {it} at hand; it carries number {n} in the upper corner.",
    "You need about {m} minutes and a {tool} for {doing} your {it}.",
    "Open {place} and choose {it}, then press {button}.",
    "For the {it} this costs {fee} euros, or nothing within the first {d} days.",
    "We confirm by e-mail within {d} working days that {doing} the {it} is arranged.",
    "If the light of the {it} turns {colour}, wait {m} minutes and try once more.",
    "Owners of model {n} ask the service desk in {town} instead.",
    "Never use {stuff} on the {it}, as its {part} does not bear it.",
    "Our people in {town} look after {doing} every {it} made after {year}.",
    "Take off the {part} first and keep it dry, or the {it} loses its warranty.",
    "A parcel with the {it} may weigh up to {kg} kilograms.",
    "Error {n} of the {it} means that the {part} is not seated well.",
)
_WORDS = {
    "tool": ("screwdriver", "soft cloth", "small wrench", "pair of scissors", "torch"),
    "place": ("My account", "the app", "the service page", "Orders", "the settings menu"),
    "button": ("Next", "Confirm", "Arrange", "Send request", "Continue"),
    "colour": ("red", "orange", "blue", "violet"),
    "town": ("Leeds", "Ghent", "Graz", "Turku", "Porto", "Cork", "Malmo", "Brno", "Lyon", "Trieste"),
    "stuff": ("bleach", "hot water", "alcohol", "sandpaper", "oil", "hair dryers"),
    "part": ("lid", "battery", "filter", "strap", "hinge", "cable", "sensor", "base plate", "cover"),
}

_KEPT_BACK = 100
LARGEST = (len(_DEEDS) * len(_BRANDS) * len(_PRODUCTS) - _KEPT_BACK) * PASSAGES
"""Passages at most; the articles beyond are for publishing."""


@dataclass(frozen=True, slots=True)
class HelpCentre:
    """Articles with `passages` passages in all, and questions of customers with the article that answers."""

    articles: tuple[Article, ...]
    questions: tuple[tuple[str, str], ...]

    @property
    def passages(self) -> int:
        """How many passages the articles have."""
        return len(self.articles) * PASSAGES


def make(passages: int, questions: int = 400, seed: int = SEED) -> HelpCentre:
    """Make a help centre; a larger one begins with the articles of a smaller one."""
    themes = _themes(seed)
    count = max(1, passages // PASSAGES)
    if passages > LARGEST:
        raise ValueError(f"At most {LARGEST} passages can be made, not {passages}.")
    articles = tuple(_article(theme, seed) for theme in themes[:count])
    dice = random.Random(f"questions {seed}")  # noqa: S311 -- a measurement, not a secret
    asked = dice.sample(range(count), min(questions, count))
    return HelpCentre(articles, tuple(_question(themes[row], articles[row].id, dice) for row in asked))


def another(number: int, seed: int = SEED) -> Article:
    """An article that no help centre of `make` has, with words of its own: a text to publish."""
    theme = _themes(seed)[-1 - number]
    return _article(theme, seed + 1)


@dataclass(frozen=True, slots=True)
class _Theme:
    deed: tuple[str, ...]
    thing: str

    @property
    def id(self) -> str:
        return f"{self.deed[0]}-{self.thing}".lower().replace(" ", "-")


def _themes(seed: int) -> Sequence[_Theme]:
    things = [f"{brand} {product}" for brand, product in itertools.product(_BRANDS, _PRODUCTS)]
    themes = [_Theme(deed, thing) for deed, thing in itertools.product(_DEEDS, things)]
    random.Random(seed).shuffle(themes)  # noqa: S311 -- a measurement, not a secret
    return themes


def _article(theme: _Theme, seed: int) -> Article:
    dice = random.Random(f"{theme.id} {seed}")  # noqa: S311 -- a measurement, not a secret
    verb, doing, other, trouble = theme.deed
    asked = (
        f"how do I {verb} my {theme.thing}",
        f"I want to {other.format(it=f'my {theme.thing}')}",
        trouble.format(it=theme.thing),
        f"what does {doing} a {theme.thing} cost",
    )
    body = "\n\n".join(f"## {heading}\n\n{' '.join(_lines(theme, dice))}" for heading in _HEADINGS)
    return Article(theme.id, f"{doing.capitalize()} your {theme.thing}", body, asked[:PHRASINGS])


def _lines(theme: _Theme, dice: random.Random) -> Iterator[str]:
    for line in dice.sample(_LINES, 2):
        figures = {"n": dice.randint(1000, 99999), "m": dice.randint(2, 90), "d": dice.randint(2, 60)}
        money = {"fee": dice.randint(3, 250), "year": dice.randint(2005, 2024), "kg": dice.randint(2, 40)}
        words = {name: dice.choice(choices) for name, choices in _WORDS.items()}
        yield line.format(it=theme.thing, doing=theme.deed[1], **figures, **money, **words)


def _question(theme: _Theme, article_id: str, dice: random.Random) -> tuple[str, str]:
    verb, doing, other, _ = theme.deed
    asked = (
        f"can you help me {verb} the {theme.thing} please",
        f"is it possible to {other.format(it=f'the {theme.thing}')}",
        f"i need advice on {doing} a {theme.thing}",
    )
    return dice.choice(asked), article_id
