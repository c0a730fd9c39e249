"""Take the numbers of payment cards out of what is written, before it is stored, sent on or logged.

A card number is 13 to 19 digits, with single blanks or dashes between, whose check digit is right (Luhn 1960,
ISO/IEC 7812-1), and which begins as cards do; an order or tracking number by chance alike is masked with it.
"""

import re
from dataclasses import replace
from typing import TypeVar

from bot.domain.wording import CARD_MARK
from handoff.domain.commands import PostAgentMessage, PostCustomerMessage, PostNote

FEWEST, MOST = 13, 19
_RUN = re.compile(r"(?<![\w.-])[2-6]\d(?:[ \u00a0-]?\d){11,17}(?![\w-])")

Some = TypeVar("Some")


def masked(command: Some) -> Some:
    """Give a command without card numbers in its words; a resend of the same words stays the same."""
    if isinstance(command, PostCustomerMessage | PostAgentMessage | PostNote):
        return replace(command, text=mask(command.text))
    return command


def mask(text: str) -> str:
    """Put a mark in the place of every card number."""
    return _RUN.sub(_mask_card, text)


def _mask_card(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    is_card = FEWEST <= len(digits) <= MOST and _check_digit_is_right(digits)
    return CARD_MARK if is_card else found[0]


def _check_digit_is_right(digits: str) -> bool:
    """Whether the digits, every second one from the right doubled, add up to a multiple of ten."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[::-2]) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0
