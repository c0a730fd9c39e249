"""Card numbers never reach the log; other numbers do."""

import pytest

from bot.domain.wording import CARD_MARK
from handoff.domain.commands import AgentRef, Claim, PostAgentMessage, PostCustomerMessage
from handoff.domain.masking import mask, masked

ALICE = AgentRef("a1", "Alice")


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "5500 0055 5555 5559",
        "3782 822463 10005",
        "6011000990139424",
        "2223003122003222",
        "4222222222222",
    ],
)
def test_card_numbers_are_masked(number: str) -> None:
    assert mask(f"my card {number}, please charge it") == f"my card {CARD_MARK}, please charge it"


@pytest.mark.parametrize(
    "text",
    [
        "my card 4111111111111112 does not pass the check",
        "order 48213 and order 99120",
        "call me on 0151 12345678 or +49 30 1234567",
        "IBAN DE89370400440532013000",
        "tracking 00340434161094042557",
        "it cost 1.499,00 on 2026-11-24",
        "x4111111111111111y",
        "1234567890123",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


def test_several_cards_are_all_masked() -> None:
    text = "4111111111111111 or 5500005555555559"
    assert mask(text) == f"{CARD_MARK} or {CARD_MARK}"


def test_words_of_customers_and_agents_are_masked() -> None:
    said = PostCustomerMessage(conversation_id="c1", client_id="k1", text="4111111111111111")
    written = PostAgentMessage(conversation_id="c1", agent=ALICE, client_id="k2", text="4111111111111111")
    assert masked(said).text == masked(written).text == CARD_MARK
    assert masked(masked(said)) == masked(said)


def test_other_commands_stay_as_they_are() -> None:
    claim = Claim(conversation_id="c1", agent=ALICE)
    assert masked(claim) is claim
