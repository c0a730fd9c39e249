"""Every written conversation, played from its first message to its last through the real bot."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.actions.flows import FLOWS
from tests.dialogue_check import failings
from tests.dialogue_script import Bot, Conversation, Step, read_all
from tests.dialogue_stage import Stage, Talk, open_stage

FOLDER = Path(__file__).parent
CONVERSATIONS = read_all(FOLDER)
FEWEST = 120
FORGETS = "the dialogue forgets"


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One dialogue process and one index for all conversations."""
    with open_stage(tmp_path_factory.mktemp("dialogue")) as opened:
        yield opened


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=str)
def test_a_conversation(stage: Stage, conversation: Conversation) -> None:
    with stage.talk(conversation) as talk:
        wrong = stage.runner.run(play(stage, talk))
    if wrong:
        pytest.fail("\n".join(f"{conversation} {line}" for line in wrong), pytrace=False)


async def play(stage: Stage, talk: Talk) -> list[str]:
    """Play it to its end, or to the first step that goes wrong, and say what went wrong there."""
    for number, step in enumerate(talk.conversation.steps, 1):
        wrong = await take(stage, talk, step)
        if wrong:
            return [f"step {number}: {line}" for line in wrong]
    stands = {number: await talk.order_status(number) for number in talk.conversation.then}
    wrong = [f"{n} {s}" for n, s in stands.items() if s != talk.conversation.then[n]]
    return [f"at the end: expected {dict(talk.conversation.then)}, got {wrong}"] if wrong else []


async def take(stage: Stage, talk: Talk, step: Step) -> list[str]:
    """Let one step happen and say what is wrong with the reply, if one was due."""
    if step.agent is not None:
        talk.settle(step.agent)
    if step.befalls == FORGETS or step.agent is not None:
        await stage.dialogue.forget(talk.id)
    if step.presses is not None:
        return failings(await talk.press(step.presses), step.bot or Bot())
    if step.customer is None:
        return []
    return failings(await talk.write(step.customer), step.bot or Bot())


def test_there_are_enough_of_them_and_each_has_a_name_of_its_own() -> None:
    assert len(CONVERSATIONS) >= FEWEST
    assert len({str(one) for one in CONVERSATIONS}) == len(CONVERSATIONS)


@pytest.mark.parametrize("flow", sorted(FLOWS))
def test_every_flow_has_a_file(flow: str) -> None:
    assert (FOLDER / f"{flow}.yml").exists()
