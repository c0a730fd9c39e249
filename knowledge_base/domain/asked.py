"""One question that a customer asked, and what became of it, as far as articles are concerned."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

Outcome: TypeAlias = Literal["answered", "clarified", "offered", "escalated", "person"]


@dataclass(frozen=True, slots=True)
class HumanReply:
    """What a colleague wrote in answer; `liked` is whether the customer was content in the end, if known."""

    text: str
    agent: str
    liked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A customer's question.

    `outcome` is how it ended: "person" when a colleague wrote back, whatever the bot did before; `article_id`
    is the article that was shown as the answer, by the bot or by the customer's choice; `nearest_id` the best
    article at the time, right with `probability`; `sure` whether it was safe enough to answer with.
    `agent_minutes` is this question's share of a colleague's time; `helpful` is the customer's verdict.
    """

    id: str
    text: str
    at: datetime
    outcome: Outcome
    article_id: str | None = None
    nearest_id: str | None = None
    probability: float | None = None
    sure: bool = False
    agent_minutes: float = 0.0
    reply: HumanReply | None = None
    helpful: bool | None = None
    rated_at: datetime | None = None

    @property
    def unanswered(self) -> bool:
        """Whether no article settled it; a sure answer withheld for another reason is no gap."""
        if self.helpful is False:
            return True
        if self.outcome == "answered":
            return False
        if self.outcome == "clarified":
            return self.article_id is None
        return self.article_id is not None or not self.sure

    @property
    def failed_article(self) -> str | None:
        """The article that was shown and after which a person was needed all the same."""
        return self.article_id if self.outcome in ("escalated", "person") else None
