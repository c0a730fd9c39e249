"""How long a customer waits for the bot: at first, as a rule, in a long conversation, and among others."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handoff.bench.customer import NoAnswer, visiting

WINDOW = 10
IN_CROWD = 12
FEWEST_QUESTIONS = 25  # more than the bot remembers, so that nobody seems to repeat themselves


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from question to reply, and how long all of it took."""

    seconds: tuple[float, ...]
    elapsed: float = 0.0

    @property
    def median_ms(self) -> float:
        """The middle one, in milliseconds."""
        return 1000 * statistics.median(self.seconds)

    @property
    def p95_ms(self) -> float:
        """The one that 95 of 100 do not exceed, in milliseconds."""
        return 1000 * sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * 0.95))]

    @property
    def per_second(self) -> float:
        """Replies a second."""
        return len(self.seconds) / self.elapsed if self.elapsed else 0.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much to measure."""

    conversations: int = 30
    messages: int = 60
    length: int = 300
    users: int = 20


@dataclass(frozen=True, slots=True)
class Report:
    """All figures; `early` is around the 10th message of one conversation, `late` its last ones."""

    first: Waits
    usual: Waits
    early: Waits
    late: Waits
    crowd: Waits


async def measure(url: str, candidates: Sequence[str], sizes: Sizes) -> Report:
    """Measure a service that answers the candidates from its articles, or raise NoAnswer."""
    questions = _enough(await settled(url, await answerable(url, candidates)))
    first = [
        await _first_wait(url, text) for text in itertools.islice(_cycle(questions), sizes.conversations)
    ]
    usual = await _waits_of_one(url, questions, sizes.messages + 1)
    long = await _waits_of_one(url, questions, sizes.length)
    return Report(
        first=Waits(tuple(first)),
        usual=Waits(tuple(usual[1:])),
        early=Waits(tuple(long[WINDOW - WINDOW // 2 : WINDOW + WINDOW // 2])),
        late=Waits(tuple(long[-WINDOW:])),
        crowd=await _crowd(url, questions, sizes.users),
    )


async def answerable(url: str, candidates: Sequence[str]) -> list[str]:
    """Keep the questions that the bot answers when they are asked first; each is asked once, as a warm-up."""
    kept = []
    for text in candidates:
        async with visiting(url) as customer:
            try:
                if (await customer.ask(text)).answered:
                    kept.append(text)
            except NoAnswer:
                continue
    return _enough(kept)


async def settled(url: str, questions: Sequence[str]) -> list[str]:
    """Drop questions until one conversation can go through all of them twice without a person."""
    kept = list(questions)
    while (troubling := await _first_troubling(url, kept)) is not None:
        kept.remove(troubling)
    return kept


async def _first_troubling(url: str, questions: Sequence[str]) -> str | None:
    async with visiting(url) as customer:
        for text in (*questions, *questions):
            try:
                if not (await customer.ask(text)).answered:
                    return text
            except NoAnswer:
                return text
    return None


def _enough(questions: list[str]) -> list[str]:
    if len(questions) < FEWEST_QUESTIONS:
        raise NoAnswer(f"Only {len(questions)} questions are answered each time; is it the demo shop?")
    return questions


async def _first_wait(url: str, text: str) -> float:
    async with visiting(url) as customer:
        return (await customer.ask(text)).seconds


async def _waits_of_one(url: str, questions: Sequence[str], count: int) -> list[float]:
    async with visiting(url) as customer:
        return [(await customer.ask(text)).seconds for text in itertools.islice(_cycle(questions), count)]


async def _crowd(url: str, questions: Sequence[str], users: int) -> Waits:
    """Let many ask at the same time, each the next question as soon as the last one is answered."""
    orders = ([*questions[number:], *questions[:number]][:IN_CROWD] for number in range(users))
    each = [await settled(url, own) for own in orders]
    began = time.perf_counter()
    waits = await asyncio.gather(*(_waits_of_one(url, own, IN_CROWD) for own in each))
    return Waits(tuple(itertools.chain.from_iterable(waits)), time.perf_counter() - began)


def _cycle(questions: Sequence[str]) -> Iterator[str]:
    return itertools.cycle(questions)
