"""Cut a message into its clauses, since a wish may come last: "It never came. Can I talk to someone?"

Pure and standard library only.
"""

import re
from typing import List, Text

_CUT = re.compile(r"(?<=[.!?;:])\s+|,\s+|\n+|\s+(?=(?:and|but|so|or)\s)|\s+[-\u2013]\s+")
_FEWEST_WORDS = 3
_MOST_CLAUSES = 8


def clauses(text: Text) -> List[Text]:
    """Return the clauses of three words or more, at most the last eight; none if the text is a single one."""
    whole = text.strip()
    parts = [part.strip() for part in _CUT.split(whole)]
    worded = [part for part in parts if len(part.split()) >= _FEWEST_WORDS and part != whole]
    return worded[-_MOST_CLAUSES:]
