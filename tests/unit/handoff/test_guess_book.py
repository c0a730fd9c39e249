"""Wrong claims are counted over conversations, each once, and only for a while."""

from bot.domain.identity import MOST_WRONG_NEARBY, Claim, Tally
from handoff.adapters.guess_book import GuessBook
from tests.fakes_commerce import VISITOR, Chat

WRONG = Claim("FH-204518", email="eve@example.com")
OTHER = Claim("FH-204518", email="ann@example.com")


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def guessing(book: GuessBook, where: str, *tries: str) -> list[str]:
    """Ask for somebody's order in a conversation of its own; give the last sentence of each answer."""
    book.came_from(where, "1.2.3.4")
    chat = Chat(VISITOR, where=where, guesses=book)
    asked = await chat.say("where is FH-100002", "order_status", order_number="FH-100002")
    return [asked[-1], *[(await chat.say(one, "inform", email=one))[-1] for one in tries]]


async def test_a_guesser_cannot_go_on_in_fresh_conversations() -> None:
    book, wrong = GuessBook(Hand()), 0
    for round_ in range(6):
        said = await guessing(book, f"g{round_}", f"a{round_}@x.org", f"b{round_}@x.org")
        wrong += said.count("utter_want_email_again")
    assert wrong == MOST_WRONG_NEARBY - 1
    assert (await guessing(book, "last", "anna@example.org"))[0] == "utter_call_person"


async def test_another_house_is_not_held_for_it() -> None:
    book = GuessBook(Hand())
    for number in range(MOST_WRONG_NEARBY):
        book.came_from("eve", "5.6.7.8")
        book.wrong("eve", Claim("FH-100002", email=f"{number}@x.org"))
    assert await guessing(book, "c1", "anna@example.org") == ["utter_want_order_email", "utter_order_shipped"]


def test_claims_of_one_address_are_counted_together() -> None:
    book = GuessBook(Hand())
    for number, address in enumerate(("1.2.3.4", "1.2.3.4", "5.6.7.8")):
        book.came_from(f"c{number}", address)
        book.wrong(f"c{number}", WRONG)
    assert book.besides("c0", OTHER) == Tally(own=1, nearby=2)
    assert book.besides("c2", OTHER) == Tally(own=1, nearby=1)


def test_a_network_of_many_addresses_is_one_place() -> None:
    book = GuessBook(Hand())
    book.came_from("c0", "2001:db8::1")
    book.wrong("c0", WRONG)
    book.came_from("c1", "2001:db8::ffff:2")
    assert book.besides("c1", WRONG) == Tally(own=0, nearby=1)


def test_the_same_claim_once_more_is_no_other_guess() -> None:
    book = GuessBook(Hand())
    for written in ("eve@example.com", " Eve@Example.com"):
        book.wrong("c0", Claim("fh 204518", email=written))
    assert book.besides("c0", WRONG) == Tally(), "a call that is made again must not count itself"
    assert book.besides("c0", OTHER) == Tally(own=1, nearby=1)


def test_it_is_forgotten_after_a_while_and_the_oldest_gives_way() -> None:
    clock = Hand()
    book = GuessBook(clock, window_s=60, most=2)
    book.came_from("c0", None)
    book.wrong("c0", WRONG)
    clock.now = 61.0
    assert book.besides("c0", OTHER) == Tally()
    book.wrong("c0", OTHER)
    book.wrong("c1", OTHER)
    book.wrong("c2", OTHER)
    assert book.besides("c0", WRONG) == Tally()
    assert book.besides("c2", WRONG) == Tally(own=1, nearby=1)
