"""How much is asked at once: matters that one article cannot settle; many parts, or a personal case."""

import re
from dataclasses import dataclass

from bot.domain.lexicon import phrases
from bot.domain.wording import words

_QUESTION_MARKS = re.compile(r"\?+")
_QUESTION_STARTS = re.compile(
    r"(?:^|[.!?;,\n]|\band\b|\balso\b|\bplus\b)\s*(?:(?:and|also|then|please|so) )*"
    r"(?:where|how|what|when|why|which|who|should i|may i|does|would (?:it|you)"
    r"|(?:can|could|do) (?:i|you|we)|(?:is|are|will) (?:i|you|it|there|my|the))\b",
    re.IGNORECASE,
)
_CONDITIONS = phrases(r"""
    if|unless|except|although|even though|however|whereas|depending on|in case|provided that
    but (?:then|now|the|it|they|you|i)
    instead of|on the other hand|while the other|in the meantime
""")
_MONEY = phrases(r"""
    [$€£]\s?\d+
    \d+(?:[.,]\d\d)?\s?(?:euros?|eur|dollars?|usd|pounds?|gbp|quid|bucks)
    (?:over|double|wrongly|twice)[- ]?charged
    charged (?:me )?(?:twice|double|again|wrong\w*|too much|extra)
    (?:debited|paid) twice|wrong amount|partial refund
    (?:refund|money)(?: \w+){0,4} (?:missing|wrong|less|short|not (?:there|arrived|here))
""")
_PERSONAL = phrases(r"""
    (?:order|invoice|customer|ticket|case|tracking|return)(?: (?:no\.?|number))?\s?[:#]?\s?[a-z]{0,4}-?\d{4,}
    #\d{4,}
    my account (?:was|is|has been|got) (?:locked|blocked|suspended|closed|deleted|charged)
""")
_EARLIER_CONTACT = phrases(r"""
    (?:your|a|the|another) (?:colleague|agent|employee|manager|staff)(?: \w+)? (?:said|told|promised|wrote)
    (?:second|third|fourth|fifth|tenth|\d+(?:nd|rd|th)) (?:time|e-?mail|call|message|complaint|attempt)
    (?:several|many|three|four|five|\d+|multiple) (?:e-?mails|calls|attempts|complaints|messages)
    (?:called|phoned|e-?mailed|written|wrote|contacted|asked)(?: \w+){0,3} (?:twice|\w+ times)
    (?:already|have) (?:called|phoned|e-?mailed|written|wrote|contacted|complained|spoken)
    (?:i was|been|was) (?:told|promised|assured)
    (?:still|never) (?:no|got (?:a|any)|had (?:a|any)|received (?:a|any)) (?:reply|answer|response|call ?back)
    no ?(?:body|one) (?:replied|answered|called|responds?|replies)
""")


@dataclass(frozen=True, slots=True)
class Complexity:
    """What makes a message complex; counts start at 0, flags are 0 or 1."""

    questions: int = 0
    conditions: int = 0
    words: int = 0
    money: int = 0
    personal: int = 0
    earlier_contact: int = 0
    entity_kinds: int = 0


def measure(text: str, entity_kinds: int = 0) -> Complexity:
    """Count what makes a message complex; `entity_kinds` is how many kinds of entities the dialogue found."""
    plain = text.replace("\u2019", "'")
    return Complexity(
        questions=max(len(_QUESTION_MARKS.findall(plain)), len(_QUESTION_STARTS.findall(plain))),
        conditions=len(_CONDITIONS.findall(plain)),
        words=words(plain),
        money=int(_MONEY.search(plain) is not None),
        personal=int(_PERSONAL.search(plain) is not None),
        earlier_contact=int(contacted_before(plain)),
        entity_kinds=entity_kinds,
    )


def contacted_before(text: str) -> bool:
    """Whether the customer says that they turned to us before."""
    return _EARLIER_CONTACT.search(text) is not None
