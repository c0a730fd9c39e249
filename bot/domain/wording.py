"""Cues in the wording of one message: how it is said, independent of any model and of any topic.

Must never decide anything; it only counts what stands in the text.
"""

import math
import re

from bot.domain.lexicon import MOOD_WORDS, phrases

_PATTERNS = {group: phrases("\n".join(words.split())) for group, words in MOOD_WORDS.items()}
_SAD_FACE = re.compile(r"[:;]-?[(\[/]|:'\(|😢|😭|😡|🤬|🙄")
_GLAD_FACE = re.compile(r"[:;]-?[)D]|😊|😍|🥰|❤")
_RUN = re.compile(r"([\W_])\1{3,}")
_LONGEST_WORD = 200
_ENDLESS = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_LETTER = re.compile(r"[^\W\d_]")
_COUNTED = 3
_KINDS_OF_RAGE = 2
CARD_MARK = "[card number removed]"

CUES: tuple[str, ...] = (*MOOD_WORDS, "shouting", "exclamation", "sad_face", "glad_face")
_UPSET = ("swearing", "insult", "anger", "annoyance", "disappointment", "disgust", "sadness", "shouting")
_CALM = ("laughter", "praise", "glad_face")

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SMALL_TALK = phrases(r"""
    hi+
    hey+
    hello|hiya|howdy|greetings|there
    good (?:morning|day|afternoon|evening|night)
    thanks?(?: you)?|thx|ty|cheers
    (?:good)?bye+|see you|later
    please|pls|ok(?:ay)?
    sir|madam|team|all|everyone
    very much|so much|a lot
    cool|great|nice|perfect|fine|alright|awesome|super|good|wow|haha|lol|ah|oh|aha
    got it|understood|i see|sounds (?:good|fair|great)|will do
""")
_ASKS = phrases(r"""
    where|how|what|when|why|which|who
    (?:can|could|may|do|should) (?:i|you|we)
    does|is (?:it|there|my|the)
    are (?:there|my|the)
    i (?:need|want|would like|wish) to
    i'?d like|need help|tell me
""")
_LEANS_BACK = phrases(r"""
    and|what about|how about|it|its|they|them|those|these|that|this|one|ones|there|instead
""")
_LEANING_WORDS = 8
_NOT_UNDERSTOOD = phrases(r"""
    (?:that|this|it)(?:'?s| is| was)?(?: still)? ?(?:not|n'?t) what i (?:asked|meant?|wanted|said)
    (?:that|this|it)(?:'?s| is| was)?(?: still)? ?(?:not|n'?t) (?:my|the|an) (?:question|answer)
    (?:that|this|it)(?:'?s| is| was)?(?: still)? ?(?:not|n'?t) (?:it|helpful|helping|answering)
    (?:that|this|it|which)(?: still)? (?:does|did)(?: not|n'?t)(?: really| even)? (?:help|answer|work|solve)
    (?:you|u)(?: still)? (?:do not|don'?t|did not|didn'?t) (?:get|understand|listen|read|answer)\w*
    (?:you|u) (?:are not|aren'?t) (?:understanding|listening|reading|answering)
    (?:i )?(?:have )?(?:already|just) (?:told|said|asked|explained|answered|tried)
    (?:you keep|keeps?|stop) (?:sending|saying|asking|giving|repeating)
    wrong (?:answer|article|topic)
    not helpful|unhelpful|useless (?:answer|bot|link)s?
    the same (?:answer|thing|link|article|text)
    read(?:ing)? (?:my message|what i)
    (?:going|goes) (?:in circles|round and round)
    (?:that|this) makes no sense
    (?:that|this|it)(?:'?s| is) (?:of )?no (?:use|help)
    still (?:wrong|not working|no answer)
""")
_GIVING_UP = phrases(r"""
    forget (?:it|about it)|never ?mind
    i give up|giving up|i'?m done
    this is (?:pointless|hopeless|useless|a waste)
    waste of (?:my )?time
    (?:no|what'?s the) point
    (?:i'?ll|going to|gonna|will) (?:go|shop|buy|order) (?:elsewhere|somewhere else)
    lost (?:a|me as a) customer
""")


def squeeze(text: str) -> str:
    """Shorten every run of one repeated sign or space to three: it says no more, and takes long to search."""
    return _RUN.sub(r"\1\1\1", text)


def shortened(text: str) -> str:
    """Cut every word that is longer than any word is: reading one of thousands of signs takes seconds."""
    return _ENDLESS.sub(lambda found: found[0][:_LONGEST_WORD], text)


def cues(text: str) -> tuple[float, ...]:
    """Count each cue of `CUES` in the text, at most three of a kind."""
    found = {group: len(pattern.findall(text)) for group, pattern in _PATTERNS.items()}
    found["question"] += text.count("?")
    counts = (float(min(count, _COUNTED)) for count in found.values())
    faces = (float(bool(_SAD_FACE.search(text))), float(bool(_GLAD_FACE.search(text))))
    return (*counts, float(is_shouting(text)), float(min(text.count("!"), _COUNTED)), *faces)


def negativity(text: str) -> float:
    """Guess from the cues alone how negative a message is, 0 to 1; used when no model can judge it."""
    found = dict(zip(CUES, cues(text), strict=True))
    upset = sum(found[cue] for cue in _UPSET)
    calm = sum(found[cue] for cue in _CALM)
    return 1.0 / (1.0 + math.exp(1.6 - 1.3 * upset + 1.1 * calm - 0.2 * found["exclamation"]))


def is_shouting(text: str) -> bool:
    """Whether most letters of a text longer than a word or an order code are capitals."""
    letters = _LETTER.findall(text)
    return len(letters) > 8 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters)


def words(text: str) -> int:
    """How many words the text has."""
    return len(_WORD.findall(text))


def substance(text: str) -> int:
    """How many words remain when greetings, thanks and farewells are taken away."""
    return words(_SMALL_TALK.sub(" ", text))


def is_furious(text: str) -> bool:
    """Whether a message is rage beyond doubt: two kinds of strong words or signs at once."""
    found = dict(zip(CUES, cues(text), strict=True))
    strong = [bool(found[cue]) for cue in ("swearing", "insult", "anger", "disgust", "shouting")]
    return sum((*strong, found["exclamation"] >= _COUNTED)) >= _KINDS_OF_RAGE


def asks(text: str) -> bool:
    """Whether the text reads as a question or a request."""
    return "?" in text or _ASKS.search(text) is not None


def leans_back(text: str) -> bool:
    """Whether a short message only makes sense after the one before it: "and how much is it?"."""
    return words(text) <= _LEANING_WORDS and _LEANS_BACK.search(text) is not None


def says_not_understood(text: str) -> bool:
    """Whether the customer says that the bot missed the point."""
    return _NOT_UNDERSTOOD.search(text) is not None


def gives_up(text: str) -> bool:
    """Whether the customer is about to leave without an answer."""
    return _GIVING_UP.search(text) is not None
