"""What each value of the policy means, in plain words for those who edit it."""

from collections.abc import Mapping
from types import MappingProxyType

_SIGNS: Mapping[str, str] = {
    "trouble": "the message reports that something went wrong",
    "states": "an answer is met with a statement, neither thanks nor a question",
    "money": "money is missing or wrong",
    "locked": "the customer is locked out",
    "overdue": "something is overdue",
    "urgent": "there is a deadline",
    "harm": "the customer suffers from it now",
    "contacted": "the customer has contacted the company before",
    "unsettled": "an earlier conversation ended unsettled",
    "unsolved": "the customer says that it still does not work",
    "missed": "the customer says that the bot missed the point",
    "irritated": "the customer sounds irritated",
    "again": "the customer has to say it again",
    "leaving": "the customer talks of leaving",
    "giving_up": "the customer gives up",
    "loud": "the customer is shouting",
    "fast": "messages follow each other very fast",
    "rejected": "the customer rated an answer as no help",
    "form": "a form asked for the same thing in vain",
    "rephrased": "the same question comes in other words",
    "identical": "the same message comes again",
}
_OTHERS: Mapping[str, str] = {
    "strong_negative": "One message at least this negative (0 calm, 1 upset) calls a person at once.",
    "smoothing": "How much the newest message moves the mood; 1 forgets all earlier ones.",
    "allowance": "How negative a message may be and still count as normal in support.",
    "course_alarm": "How far the mood may worsen over the conversation before a person is called.",
    "course_calm": "How far it must recover before that alarm ends; below the alarm.",
    "venting_limit": "How many times a customer may vent before a person is called.",
    "feeling": "From which negativity the bot acknowledges the feeling before anything else.",
    "complexity_limit": "How complex a message may be before a person is called.",
    "weight_question": "What every question after the first adds to the complexity.",
    "weight_condition": "What every condition (if, unless, but then) adds to the complexity.",
    "weight_long": "What a message of the usual longest length adds to the complexity.",
    "weight_money": "What it adds to the complexity that money is involved.",
    "weight_personal": "What it adds to the complexity that one order or account is meant.",
    "weight_earlier_contact": "What an earlier contact with the company adds to the complexity.",
    "weight_entity_kind": "What every kind of detail after the first (date, amount) adds to the complexity.",
    "long_words": "How many words make a message long.",
    "failure_limit": "How many signs of failure are borne before a person is called.",
    "weight_rephrased": "What every question asked again adds to the failure.",
    "weight_unsure": "What every earlier turn without an answer adds to the failure.",
    "weight_not_understood": 'What "that is not what I asked" adds to the failure.',
    "weight_giving_up": "What it adds to the failure that the customer gives up.",
    "weight_shouting": "What it adds to the failure that the customer shouts.",
    "alike": "From which likeness (0 to 1) two messages count as the same question.",
    "unsure_limit": "How many turns in a row without an answer are borne before a person is called.",
    "unsure_at_ease": "The same while the conversation is at ease.",
    "weight_clarified": "How much a choice of articles counts as a turn without an answer.",
    "upset_and_unsure": "From which negativity a customer without an answer gets a person at once.",
    "strain_limit": "How much strain (stakes and friction together) is borne before a person is called.",
    "strain_keep": "Which share of the friction lasts to the next turn.",
    "strain_ease": "Which share of the friction lasts to the next turn when that one accepts the answer.",
    "strain_turn": "The most friction that the words of one turn can add.",
    "strain_early": "How much friction counts before the bot has tried to answer.",
    "strain_unease": "What unease adds to the strain: the log odds that a person is needed so far.",
    "strain_lasting_unease": "What the average unease of the conversation adds to the strain.",
    "strain_plain": "From which trouble or negativity on a plain statement counts in full as a rejection.",
    "at_ease": "Below this unease a worse mood and a complex message call nobody.",
    "harmless": "Below this unease a longer message's fury, failure and calmly named risk call nobody.",
    "telling_words": "From how many words on a message is long enough to tell that it is harmless.",
    "own_matter": "How likely trouble of ours must be before the mood or a complex message calls a person.",
    "strain_mood": "What a negativity beyond the normal one adds to the strain.",
    "most_stakes": "The most that stakes can add to the strain.",
    "fast_s": "Messages less than this many seconds apart are fast.",
    "form_limit": "How many times a form may ask for the same thing in vain before a person is called.",
    "vip_factor": "What the limits are multiplied by for a customer who meets a VIP rule; smaller is sooner.",
    "vip": "The rules that make a verified customer a VIP.",
    "muted_risks": "Risk topics that are left to the bot.",
}
_KINDS: Mapping[str, str] = {
    "stake_": "How much is at stake when {sign}; kept for the whole matter.",
    "strain_": "The friction that is added when {sign}; it fades with the next turns.",
}
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        **{
            kind + name: sentence.format(sign=sign)
            for kind, sentence in _KINDS.items()
            for name, sign in _SIGNS.items()
        },
        **_OTHERS,
    }
)


def meaning_of(name: str) -> str:
    """What a value of the policy means; its name in words where nobody has said it better."""
    return MEANINGS.get(name) or f"{name.replace('_', ' ').capitalize()}."
