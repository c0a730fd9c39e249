"""Tell by its form whether a sentence asks how things are done, or asks anything at all.

"How do I return something?" is for the articles, "I want to return my boots" is a job. Pure and standard
library only.
"""

import re
from typing import Text

_LEAD_IN = (
    r"^\W*(?:(?:hi|hello|hey|good\s+(?:morning|afternoon|evening|day)|there|thanks|thank\s+you|thx|ok|okay|and|"
    r"but|so|or|also|plus|then|yes|no|well|please|pls|sorry|great|actually|one\s+more\s+thing|besides)\b[\s,.!:-]*)*"
)
_POLITE = (
    r"(?:(?:(?:can|could|would)\s+you\s+(?:please\s+)?(?:tell|explain|show)(?:\s+to)?(?:\s+me)?|(?:please\s+)?"
    r"(?:tell|explain|show)(?:\s+to)?(?:\s+me)?|i(?:'d|\s+would)?\s+(?:like|want|need)\s+to\s+know|"
    r"do\s+you\s+know|i\s+wonder)\s+)?"
)
_HOW_TO = (
    r"(?:(?:how|where)\s+(?:do|can|could|would|should|must|may|does)\s+(?:i|we|one|you|people|it|an?)\b|how\s+to\b|"
    r"how\s+(?:do|does|can|could|are)\s+(?!you\b)\w+\b|(?:how|where)\s+(?:i|we|one)\s+(?:can|could|should|must)\b|"
    r"how\s+(?:long|soon|many|much)\b|is\s+(?:it|that|there)\s+(?:\w+\s+)?(?:possible|allowed|a\s+way|any\s+way)|"
    r"what\s+(?:happens|if|do\s+i|should\s+i|must\s+i|can\s+i)\b|who\s+(?:pays|can)\b|until\s+when\s+can\b|"
    r"what(?:\s+is|\s+are|'s)\s+(?:the|your)\s+(?:\w+\s+)?(?:policy|procedure|process|way|deadline|rules|conditions)\b|"
    r"(?:do|must|should|may)\s+(?:i|we)\b|(?:can|could)\s+(?:i|we|one)\s+still\b|"
    r"(?:can|could|may|must)\s+(?:orders?|items?|returns?|refunds?|parcels?|addresses|people|customers|an?\s+\w+)\b)"
)
_ASKS = (
    r"(?:how|where|when|what|what's|which|who|whom|why|is|are|do|does|did|can|could|may|will|would|should|must|"
    r"have|has|am|was|were|any|until)\b"
)
_HOW = re.compile(_LEAD_IN + _POLITE + _HOW_TO, re.IGNORECASE)
_QUESTION = re.compile(_LEAD_IN + _POLITE + _ASKS, re.IGNORECASE)


def asks_how(text: Text) -> bool:
    """Whether the text asks how, where or under which conditions something is done."""
    return _HOW.match(text) is not None


def asks(text: Text) -> bool:
    """Whether the text has the form of a question."""
    return text.rstrip().endswith("?") or _QUESTION.match(text) is not None
