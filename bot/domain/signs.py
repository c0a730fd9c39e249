"""Signs in the words of one message that a matter goes wrong, or has come right, each by its name.

Cues of any trade, never the words of one. They say little alone; `strain` adds them up over a conversation.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.complexity import contacted_before
from bot.domain.lexicon import phrases
from bot.domain.wording import gives_up, is_shouting, says_not_understood, substance

_PARTS: Mapping[str, str] = {
    "nt": "(?:n'?t| not)",
    "number": r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many|half an?)",
    "span": r"(?:hour|hr|day|night|week|weekend|month|year)s?",
    "day": r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    "times": r"(?:twice|(?:\d+|three|four|five|six|several|many|multiple|a few|countless|so many) times)",
}

_BLOCKS: Mapping[str, str] = {
    "unsolved": r"""
        still (?:no|not|<nt>|nothing|the same|waiting|missing|broken|there|wrong|down|doing|getting|happening)
        still (?:says?|shows?|does|do|did|is|has|have|can|won|will|need|cannot)\w*(?:'t| not| nothing)?
        (?:does|did|do|is|was|would|wo|has|have)<nt> (?:\w+ )?(?:help|work|worked|working|solve|fix
            |change|apply)\w*
        (?:does|did|do|would)<nt> (?:\w+ )?(?:solve|fix|answer|explain|change|help)
        (?:i )?(?:already|just|have|'ve) (?:\w+ )?(?:tried|did|done|checked|looked|restarted|called|read
            |reset)
        (?:i )?(?:tried|did|checked|looked at|read) (?:all )?(?:of )?(?:that|this|it|them|those
            |there)(?: already)?
        already (?:did|tried|done|checked|looked|read|know|seen|have)
        (?:no ?body|no ?one)(?: ever)? (?:told|asked|warned|informed|mentioned|explained)
        (?:no|zero) (?:luck|change|difference|success|effect|use|such (?:button|option|link|page|menu))
        nothing (?:there|happens|happened|has happened|changed|works|worked|helps|helped|arrives|arrived
            |came|comes)
        (?:there is|there'?s|i (?:see|find|have|got)) no (?:such )?\w+
        same (?:error|problem|result|message|thing|issue)(?: again)?
        (?:that|this|it|which) (?:is|was)<nt> (?:true|right|correct|possible|the case|what happened|an option)
        (?:that|this|it)'?s<nt>? (?:not )?(?:true|correct|possible|an option|the case|what happened)
        (?:but|and yet|yet) (?:it|i|my|the|that|there|nobody|no one|nothing|they|you|we)
        (?:it|that|this) (?:fails|failed|keeps? \w+ing|does it again|happens again|happened again)
        (?:can'?t|cannot|couldn'?t|could not) (?:do|find|see|open|click|use|get (?:past|to|into
            |in)) (?:that|this|it|any)
    """,
    "irritated": r"""
        (?:rather|quite|pretty|really|very|so|getting|bit|little|slightly|increasingly|growing|frankly)
            (?: a bit)? (?:annoy|tired|frustrat|disappoint|irritat|fed up|impatient|unhappy|concern|worr
            |upset)\w*
        (?:not|less than|hardly|far from|isn'?t|is not|aren'?t) (?:\w+ )?(?:impressed|amused|happy
            |pleased|acceptable|ideal|good enough|satisf\w+|reassuring)
        (?:i must say|with (?:all )?(?:due )?respect|frankly|come on|for (?:the last time|once)
            |(?:are you )?serious(?:ly)?)
        what an? (?:genius|joke|shambles|disgrace|surprise|farce|mess)|(?:beggars belief|a joke
            |ridiculous|unacceptable|not on|absurd|ludicrous|nonsense|laughable|shambles|farce)
        (?:would|do|am i supposed|am i meant|do i have) (?:you )?(?:really )?(?:to )?(?:mind
            |have to) (?:reading|explain|repeat)
        how (?:hard can|difficult can|many (?:more )?times|often (?:do|must|should)|much longer
            |long (?:must|am|do) i)
        (?:losing|lose|lost|out of|running out of|test of|try(?:ing)?) (?:my |our |one'?s )?patience
        thanks for nothing|very helpful,? (?:not|i'?m sure)|great,? another|oh (?:great|brilliant
            |wonderful|lovely|fantastic|perfect)
        how (?:convenient|lovely|wonderful|nice for you)
        (?:i )?(?:would have|'d have) (?:expected|thought|hoped)|i (?:had )?(?:expected
            |hoped for) (?:better|more)
        (?:fed up|sick of|tired of|had enough|enough of this|sigh|ugh+|argh+|grr+|jeez|wtf)
        (?:what|why) on earth|(?:are you|you are|you must be|you'?re) (?:kidding|joking)(?: me)?
        (?:can|could) (?:you|anyone|someone|somebody) (?:please )?(?:actually|at least)
        (?:is|does|will|would|can|has) (?:any ?body|any ?one|some ?one) (?:\w+ ){0,3}(?:care|listen|read
            |help|do|going|there|look|reply|answer)\w*
        (?:send|sent|sends|sending|going|gone|run|pass|passed)(?: \w+)? (?:round )?in circles
            |from pillar to post
    """,
    "again": r"""
        (?:as|like) i (?:said|wrote|mentioned|told|explained)|i (?:repeat|said)
        (?:i )?(?:already|just) (?:told|said|explained|wrote|gave|sent|answered|asked|mentioned)
        (?:asking|asked|telling|told|saying|said|explained|explaining|repeating) (?:\w+ )?(?:again
            |<times>|once more)
        (?:once|one) (?:more|again)|second time|third time|(?:is )?(?:anyone|anybody) (?:there|reading)
    """,
    "leaving": r"""
        (?:cancel|end|terminate|close|leave|quit|move|switch|take)(?:ing|ling)?
            (?: \w+){0,3} (?:subscription|contract|account|membership|plan|policy|business|provider|bank)
        (?:switch|switching|move|moving|going|go|chang\w+|over) (?:\w+ )?to (?:a |an |the |your |another )?
            (?:competit\w+|another (?:\w+ )?(?:company|provider|shop|bank|airline|supplier|service)|rival\w*)
        (?:find|look(?:ing)? for|try) (?:\w+ )?(?:another|a different|someone|somewhere) (?:\w+ )?(?:else
            |company|provider|shop|bank|supplier)
        never (?:be )?(?:buy|order|book|shop|com|us|stay|fly|travel)\w*(?: \w+){0,3} (?:again|from you
            |here|with you)
        (?:last time|never (?:again|\w+ (?:here|from you|with you) again)|done with (?:you|this))
        (?:bad|terrible|one[- ]star|1[- ]star|negative|honest) reviews?
        (?:be|am|'m|will be) (?:off|gone|leaving)(?: to)?
    """,
    "money": r"""
        [$€£]\s?\d+|\d+(?:[.,]\d+)? ?(?:euros?|eur|dollars?|usd|pounds?|gbp|quid|bucks|chf|€|£|\$)
        (?:over|double|wrongly|twice)[- ]?charged|(?:charged|billed|debited|paid|deducted|taken
            |invoiced)(?: \w+){0,4}[ ]
            (?:twice|double|again|wrong\w*|too much|extra|more than|two times|for nothing)
        (?:refund|money|deposit|payment|salary|transfer|credit|bill|invoice|bonus|fee)s?(?: \w+){0,5}[ ]
            (?:missing|wrong|late|less|short|not|n'?t|never|pending|gone|nowhere|disappeared|rejected
            |bounced|too (?:high|much))
        (?:haven'?t|have not|never|not|didn'?t|still no|no|where is|where'?s|waiting for|want)(?: \w+){0,3}[ ]
            (?:refund|money|deposit|payment|salary|transfer|compensation)(?: back)?
        (?:double|wrong|unexpected|duplicate|extra|mystery|unexplained) (?:charge|payment|amount|bill
            |debit|fee|invoice)s?
        (?:charge|fee|amount|bill|invoice|debit|payment|deposit|order|booking)s? (?:of|for|over
            |worth) [$€£]?\d+
        (?:late|cancellation|no[- ]show|overdraft|roaming|reminder|dunning|penalty) (?:fee|charge)s?
        (?:debt collect\w+|overdraft|bailiff\w*|out of pocket)
    """,
    "locked": r"""
        (?:locked|shut|kicked|signed|logged) (?:me |us )?out|lock(?:ed|s) (?:me|us|my|our)
        (?:account|card|profile|login|access|line|number|sim|service|seat|wallet|app|admin|tenant
            |workspace|contract)
            (?: \w+){0,2} (?:locked|blocked|suspended|frozen|closed|deactivated|disabled|deleted
            |restricted|cut off|terminated)
        (?:can'?t|cannot|can not|couldn'?t|unable to|not able to|no longer)(?: \w+)? (?:log|sign
            |get) (?:back )?(?:in|into|on)
        (?:can'?t|cannot|unable to|no longer|lost) (?:access|reach)(?: to)?
    """,
    "overdue": r"""
        (?:for|since|after|over|past|last|been|in|took|already) (?:more than |over |about |almost[ ]
            |nearly |the (?:last|past) )?<number>(?: \w+)? <span>
        <number>(?: \w+)? <span> (?:ago|late|now|already|later|and (?:counting|still|no)|overdue|without
            |of waiting|is|was|have)
        since (?:last )?(?:<day>|yesterday|this morning|january|february|march|april|may|june|july|august
            |september|october|november|december|christmas|easter|the \d+\w*)
        (?:should have|supposed to|meant to|was due|were due|promised|expected
            |scheduled)(?: \w+){0,5} (?:arriv\w+|here|by|on|yesterday|today|last|ago|for|come|be|back)
        (?:still )?(?:waiting|no (?:reply|answer|sign|word|news|update|response|delivery|parcel
            |technician|engineer))
        (?:never|has<nt>|have<nt>|had<nt>|hasn'?t|haven'?t|didn'?t|did not) (?:\w+ ){0,3}(?:arrive
            |arrived|come|came|show(?:ed|n)? up|turned up|moved|been|received|reached|shipped|delivered
            |heard)
        (?:no ?body|no ?one|nobody|no one) (?:\w+ )?(?:came|come|showed|turned|replied|answered|called
            |rang|responds?|reacted)
        running late|days? late|overdue|delayed (?:again|by)
    """,
    "urgent": r"""
        urgent\w*|asap|a\.s\.a\.p|immediately|right (?:now|away)|emergency|time[- ]critical
            |last[- ]minute|deadline
        (?:need|needs|needed|must|have to|has to|leav\w+|fly\w*|flight|train|depart\w*|board\w*|expire\w*
            |due|wedding|exam|interview|trip|event|meeting|launch|birthday|surgery|appointment|party
            |funeral|holiday|ceremony|presentation|demo|go live|going live|travel\w*)
            (?: [\w']+){0,6} (?:today|tonight|tomorrow|this (?:morning|afternoon|evening|week|weekend)
            |(?:on|by|before|this|next) <day>|<number> (?:minutes?|hours?|hrs?|days?))
        (?:in|within|less than|only|about) <number> (?:minutes?|mins?|hours?|hrs?)
        (?:today|tonight|tomorrow) (?:is|are|i|we|at|morning|afternoon|evening|night|and)(?: (?:my|the
            |our|i|we))?
        (?:by|before|until) (?:tonight|tomorrow|today|noon|midnight|<day>|the (?:deadline|weekend|\d+\w*
            |end of))
        running out of time|(?:it|this) can'?t wait|tomorrow|tonight|midnight
    """,
    "harm": r"""
        (?:without|no) (?:heating|heat|hot water|water|electricity|power|internet|phone|signal|medication
            |medicine|income|food|key|passport|luggage|clothes|service)
        (?:stuck|stranded|waiting) (?:at|in|on|outside|here|abroad|alone)
        (?:miss|missed|missing|lose|lost|losing|ruin\w*|spoil\w*) (?:my|our|the|a
            |out)(?: \w+){0,2} (?:flight|train|connection|wedding|holiday|appointment|exam|interview|job
            |work|customers?|sales|data|files|meeting|deadline|day|trip|order|client)s?
        (?:can'?t|cannot|unable to|couldn'?t) (?:\w+ )?(?:work|sleep|pay (?:my|the|our)|eat|cook|shower
            |get home|call|run|serve|board|travel|operate|trade)
        (?:damage|flood|mould|mold|leak\w*|water (?:is )?coming|dripping)(?: \w+){0,3} (?:ceiling|wall
            |floor|flat|kitchen|bathroom|in|through|everywhere)
        (?:baby|child(?:ren)?|kids?|elderly|disabled|pregnant|wheelchair|my (?:mother|father|son|daughter
            |grandmother|mum|mom|dad))(?: \w+){0,6} (?:cold|alone|waiting|needs?|without|stuck|can'?t
            |cannot)
        (?:with|have|has|got)(?: \w+)? (?:\w+ )?(?:baby|babies|newborn|toddlers?|infant|small (?:kids
            |children)|little ones)
        asthma|diabet\w+|insulin|wheelchair|pregnan\w+|blood pressure|medication|chemo\w*|passport
        (?:losing|lose|lost|costing|costs?) (?:me |us )?(?:\w+ )?(?:sales|money|customers|clients
            |business|my mind|sleep)
        (?:production|whole (?:team|company|office|business|family)|all (?:my|our) (?:users|customers
            |staff|data|photos|files))(?: \w+){0,3} (?:down|stuck|waiting|blocked|gone|lost|offline|idle
            |affected|can'?t|cannot)
    """,
    "settled": r"""
        (?:that|this|it|which)(?:'?s| is| was| has| did| does)?(?: (?:all|just|really|now|totally|finally
            |already))? (?:work(?:s|ed)(?! (?:out|for))|helped|helps|did it|solved|sorted|fixed|perfect
            |great|clear|fine|done|it,? thanks|what i (?:needed|wanted))
        (?:works?|worked|working|visible|there|fine|back|ok|good) (?:now|again|perfectly|thanks|like a charm)
        (?:did|tried) (?:that|it),?(?: and)?(?: it)? (?:works|worked)|(?:now )?(?:solved|sorted
            |fixed)(?: now| thanks| it)?|found it|got it|i see it
        (?:all|it'?s|is) (?:good|set|clear|done|sorted|working|fine)(?: now| thanks)?|just (?:made|got
            |found|arrived)(?: it)?
        (?:perfect|great|brilliant|excellent|wonderful|super|awesome|lovely|fantastic|cool|nice|ok(?:ay)?
            |ah|oh)[,!. ]+(?:\w+ ){0,4}(?:thanks|thank you|thx|cheers|ta|works|worked|found|see|got it
            |makes sense|clear|helps|helped)
        (?:thanks|thank you|thx|cheers|ta)(?: so| very)?(?: much| a lot| a bunch)?[,!. ]*(?:for (?:the
            |your) (?:help|quick|info|answer|clear|explan)\w*|that|this|i(?:'ll| will)|got|perfect|great
            |works|problem|all|\^|$)
        (?:my (?:bad|mistake|fault)|silly me|i (?:was|had) (?:\w+ )?(?:wrong|mistaken|misread|overlooked))
        (?:problem|issue|matter|question) (?:is )?(?:solved|sorted|fixed|answered|resolved)
        (?:makes|make) sense|good to know|fair enough|never mind,? (?:i )?(?:found|got|it works)\w*
            |just arrived|has arrived now|it'?s (?:here|back|there) now
    """,
}


_OPENINGS = "(?:and|but|so|ok|okay|then|also|hi|hello|hey|yes|no|well|please|sorry|right)"
_ASKING = (
    "where|how|what|when|why|which|who|whose|can|could|may|do|does|did (?:you|i|it|my|the|we|they)|is|are|am"
    "|should|shall|will|would|has|have you|i need to know|i(?: woul|')d like|i want to|tell me|show me"
    "|give me|send me|cancel|change"
)
_ACCEPTING = (
    "ok(?:ay)?|k|fine|fair enough|alright|all right|right then|good|great|perfect|lovely|super|cool|nice"
    "|brilliant|wonderful|excellent|awesome|a+h+|oh|phew|got it|done|i see|understood|makes sense|finally"
    "|haha?|thanks|thank you|yay|yes!|wow|pity|a pity|no (?:problem|worries|stress)"
    "|that(?:'s| is| was) (?:easier|better|fine|ok|good|great|fair|nice|it)"
)
_ASKS_FIRST = re.compile(rf"^\W*(?:{_OPENINGS}\W+)*(?:{_ASKING})\b", re.IGNORECASE)
_ASKS_LATER = phrases(r"(?:what|how) about|can you|could you|please (?:tell|send|show|let)")
_ACCEPTS = re.compile(rf"^\W*(?:{_ACCEPTING})\b", re.IGNORECASE)
_PATTERNS = MappingProxyType({name: phrases(block, _PARTS) for name, block in _BLOCKS.items()})
_FROM_WORDING = MappingProxyType(
    {
        "missed": says_not_understood,
        "giving_up": gives_up,
        "loud": is_shouting,
        "contacted": contacted_before,
    }
)

SIGNS: tuple[str, ...] = (*_PATTERNS, *_FROM_WORDING, "accepts", "states")
_RUBS = frozenset({"unsolved", "irritated", "leaving", "missed", "giving_up", "loud"})
_FEWEST_WORDS = 4
READ_CHARACTERS = 1500


def read(text: str) -> tuple[str, ...]:
    """Name the signs in a message, in a fixed order."""
    plain = text[:READ_CHARACTERS].replace("\u2019", "'")
    found = {name for name, pattern in _PATTERNS.items() if pattern.search(plain)}
    found |= {name for name, shows in _FROM_WORDING.items() if shows(plain)}
    if _ACCEPTS.match(plain) and not found & _RUBS:
        found.add("accepts")
    elif "settled" not in found and _states(plain):
        found.add("states")
    return tuple(name for name in SIGNS if name in found)


def _states(text: str) -> bool:
    """Whether the message tells something and asks nothing."""
    return (
        "?" not in text
        and not _ASKS_FIRST.match(text)
        and not _ASKS_LATER.search(text)
        and substance(text) >= _FEWEST_WORDS
    )
