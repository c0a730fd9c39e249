"""How the bot is governed, put together: policy, words, and what another policy would have done."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from structlog.stdlib import BoundLogger

from bot.answering import Answering
from bot.domain.policy import Policy
from bot.domain.voice import Voice
from bot.domain.what_if import Target
from handoff.adapters.database import Database
from handoff.adapters.past_store import SqlPastConversations
from handoff.adapters.policy_store import SqlPolicyStore
from handoff.adapters.voice_store import SqlVoiceStore
from handoff.errors import NotReady
from handoff.governance.policies import Policies
from handoff.governance.voices import Voices, read_responses
from handoff.governance.what_if import WhatIfs
from handoff.settings import Settings
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.adapters.calibration_file import CalibrationFile
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.promise import promise_at
from knowledge_base.retrieval import Retrieval


@dataclass(frozen=True, slots=True)
class Governance:
    """The front doors that govern the bot."""

    policies: Policies
    voices: Voices
    what_ifs: WhatIfs


async def open_governance(
    settings: Settings,
    database: Database,
    answering: Answering,
    retrieval: Retrieval,
    clock: Callable[[], datetime],
    log: BoundLogger,
) -> Governance:
    """Let the bot decide and speak as was last put in force, and give the doors to change that."""

    def decide_by(policy: Policy) -> None:
        answering.policy = policy

    def speak_as(voice: Voice) -> None:
        answering.voice = voice

    policies = Policies(SqlPolicyStore(database), clock, decide_by, log)
    voices = Voices(SqlVoiceStore(database), delivered_voice(settings), clock, speak_as, log)
    await policies.open()
    await voices.open()
    past = SqlPastConversations(database)
    what_ifs = WhatIfs(past, lambda target: aim(retrieval, target), lambda: uuid.uuid4().hex)
    return Governance(policies, voices, what_ifs)


def delivered_voice(settings: Settings) -> Voice:
    """Give the voice without any edit: the built-in sentences and those of the dialogue."""
    return Voice(responses=read_responses(settings.home / "domain.yml"), shop=settings.shop_name)


def aim(retrieval: Retrieval, target_error: float) -> Target:
    """Give the cut-offs that the last rehearsal would choose for another target of error.

    Raises: NotReady before the first rehearsal.
    """
    categories = {article.id: article.category for article in retrieval.articles}
    return target_of(retrieval.calibration, target_error, categories)


def target_of(calibration: Calibration, target_error: float, categories: Mapping[str, str]) -> Target:
    """Give the cut-offs of a target from what was rehearsed; `categories` are those of the articles."""
    if calibration.curve is None:
        raise NotReady("The articles have not been rehearsed yet; a target cannot be tried before.")
    promise = promise_at(calibration.curve, target_error, calibration.confidence)
    return Target(
        lambda article_id: promise.answers_from(categories.get(article_id, "")), calibration.clarified_from
    )


async def stored_aim(settings: Settings, database: Database) -> Callable[[float], Target]:
    """Give what `aim` gives without the running service: from the rehearsal on disk."""
    stored = CalibrationFile(
        settings.data_dir / "models" / "calibration.json", "", settings.target_error
    ).load()
    published = await SqlArticleStore(database.write, database.read).published()
    categories = {article.id: article.category for article in published.articles}

    def choose(target_error: float) -> Target:
        if stored is None:
            raise NotReady("The articles have not been rehearsed yet; a target cannot be tried before.")
        return target_of(stored[1], target_error, categories)

    return choose
