"""Topics that no bot should handle: they go to a person at once, whatever the articles say.

A lexicon of phrases with word boundaries. Each topic has exceptions, phrases that look like it and are not:
a question whether stoves are legal on campsites is no legal threat, a first-aid kit no injury.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.lexicon import phrases


@dataclass(frozen=True, slots=True)
class Risk:
    """A topic that was found and the words that show it."""

    topic: str
    words: str

    @property
    def team(self) -> str:
        """The topic of the team that has to look at it."""
        return _TEAMS[self.topic]


_PHRASES: Mapping[str, str] = {
    "self_harm": r"""
        (?:kill|hurt|harm|cut)(?:ing)? myself
        suicid\w*|self[- ]harm\w*
        end (?:it all|my (?:own )?life)|take my own life
        (?:do not|don'?t|no longer) want to (?:live|be alive)(?: any ?more)?
        want to die|wish i (?:was|were) dead|better off dead|no reason to live
    """,
    "injury": r"""
        (?:<burnt>|scalded|electrocuted|poisoned|bruised) (?:me|him|us|them|someone|somebody)
        (?:<burnt>|cut) (?:my|our|his|her|a) (?:son|daughter|child|kid|baby|wife|husband|friend)
        (?:got|was|were|been|am) (?:badly |seriously |slightly |nearly )?(?:<burnt>|scalded|hospitali[sz]ed)
        (?:got|been|am) (?:badly |seriously )?(?:poisoned|electrocuted)
        (?:<burnt>|broke|fractured|sprained|cut) (?:my|our|his|her) <limb>s?
        (?:electric|electrical) shock
        (?:second|third)[- ]degree burns?
        (?:burns?|wounds?|bleeding|bleeds?|scars?) (?:on|all over|from) (?:my|his|her|our) \w+
        (?:in|to) (?:the )?(?:hospital|emergency room|a&e) (?:because|after|with|when)
        choked|concussion
    """,
    "safety": r"""
        (?:caught|catch(?:es|ing)?|set \w+ on) fire|burst into flames
        (?:is|was|went) (?:up )?(?:on fire|in flames)
        explod(?:ed|ing)|(?:it|that|this|battery|charger|stove|cartridge) (?:just )?explodes|explosion|blew up
        (?:gas|fuel|battery acid) (?:is |was )?leak(?:s|ed|ing)?|leak(?:s|ed|ing) (?:gas|fuel|acid)
        smell(?:s|ed|ing)? (?:of )?(?:gas|burning)
        (?:started|starts|began) (?:smoking|sparking|smouldering|melting)
        carbon monoxide (?:poisoning|alarm went)
        battery (?:is |was |has )?(?:swollen|swelling|bulging|overheat\w*)
        <gave_way> (?:while|when|as) (?:i|we|he|she|they) (?:was|were|hung|sat)
        <gave_way> (?:while|when|during) (?:climbing|riding|driving|belaying)
        (?:unsafe|dangerous) (?:product|defect|fault)|safety (?:hazard|defect|incident)
        (?:someone|somebody|anyone|people|a child|my \w+) (?:could|might|may|will|nearly) (?:get|be
            |have been|got) (?:hurt|killed|injured|burn(?:ed|t)|electrocuted)
        could have (?:been )?(?:killed|died|injured|hurt|burn(?:ed|t))
        nearly (?:killed|burn(?:ed|t)) (?:me|us|him|her|my|our|down|the)
        (?:i|we|he|she|they) (?:very )?nearly (?:died|suffocated|drowned|got killed)
    """,
    "medical": r"""
        allergic reaction|anaphyla\w+
        (?:skin|a|bad|terrible) rash
        (?:cannot|can'?t|couldn'?t|hard to|trouble) breath(?:e|ing)
        unconscious|passed out|fainted|(?:had|having) a (?:seizure|heart attack|stroke)
        (?:called|call|calling|need) an ambulance
        (?:swallowed|ingested) (?:a|an|some|the|it|one)
        food poisoning|made (?:me|us|my \w+) (?:very |really )?(?:ill|sick)
        (?:safe|ok|okay|dangerous) (?:for|with|during|if) (?:\w+ )?(?:pregnan\w+|epilep\w+)
        pacemaker
    """,
    "legal_threat": r"""
        (?:my|our) (?:\w+ )?(?:<lawyer>|legal (?:team|counsel))s?
        <consults> (?:an?|the|your) (?:\w+ )?<lawyer>s?
        (?:the|a) <lawyer> (?:will|is going|has|writes|wrote|said|told|advised|'ll)
        (?:i'?ll|i will|going to|gonna|we will|we'?ll|threaten\w* to|want to|have to) (?:\w+ )?sue
        su(?:e|ing) (?:you|your|the (?:company|shop|store))
        (?:take|taking|took|see|seeing) (?:you|this|the company|it) (?:\w+ )?(?:to|in) (?:small claims )?court
        (?:small claims|county) court|court (?:case|claim|action|summons)
        legal (?:action|proceedings|steps|claim)
        press(?:ing)? charges|breach of contract|lawsuit|letter before (?:action|claim)
        hold you (?:liable|responsible)
    """,
    "fraud": r"""
        fraud(?:ulent(?:ly)?|ster\w*)?
        (?:stole|hacked|cloned|misused) (?:my |our )(?:\w+ )?(?:card|money|identity|account|details|data)
        (?:card|account|identity|data|details) <was>?(?:stolen|hacked|cloned|compromised|misused)
        <stranger>(?: \w+)? (?:used|using|accessed) my (?:\w+ )?(?:card|account)
        <stranger> (?:logged (?:in(?:to)?|on)|got into|took over|hacked|broke into)
        <stranger> (?:has )?(?:ordered|bought) (?:\w+ ){0,3}(?:with|on|from) my
        (?:did not|didn'?t|never) (?:ma[dk]e|placed?|authori[sz]ed?) (?:this|that|these|those) \w+
        un(?:authori[sz]ed|recogni[sz]ed) (?:\w+ )?(?:payment|charge|order|transaction|purchase|login|debit)s?
        phishing|identity theft|money laundering|(?:been|got|was) scammed|chargeback
        (?:gave|given|told|sent|shared) (?:him|her|them|it|someone|somebody)(?: \w+){0,2} (?:code
            |password|passcode|pin|tan|card number)s?
        (?:someone|somebody|a man|a woman|they|he|she) (?:called|phoned|rang|texted
            |wrote)(?: me)?(?: \w+){0,2} (?:pretending|claiming|posing)
        (?:emptying|emptied|draining|drained|cleared out|cleaned out
            |stealing from) my (?:\w+ )?(?:account|card|wallet)
        (?:payments?|charges?|transactions?|withdrawals?|transfers?|orders?)(?: \w+){0,6} (?:not mine
            |not me|i (?:did not|didn't|never) (?:make|made|do|did|place|placed))
    """,
    "privacy": r"""
        (?:data|privacy) (?:breach|leak)(?:e[sd])?|leaked (?:my|our|customer) (?:\w+ )?(?:data|details
            |e-?mails?|address)
        (?:see|seeing|shows?|showing|sent|got|received) (?:me )?(?:somebody|someone|another (?:person
            |customer|patient|user))(?: else)?'?s[ ]
            (?:\w+ )?(?:data|details|order|orders|account|invoice|address|records?|results|contract|bill
            |documents?)
        (?:my|our) (?:\w+ )?(?:data|details|address|number|photos?|records?|results) (?:was|were|has been
            |have been|is|are|got)[ ]
            (?:sent|given|shown|sold|passed|published|visible|leaked|exposed)(?: \w+)? (?:to|online|by|on
            |for)?
    """,
    "press": r"""
        journalist|(?:a|the|tv|news) reporter
        i (?:write|work|am writing|'?m writing) for (?:the |a )?(?:\w+ )?(?:newspaper|magazine|press|news|bbc)
        press (?:office|inquiry|enquiry|request|statement|contact|department)
        (?:go|going|talk|talking|speak|take this) (?:\w+ )?to (?:the )?(?:press|media|papers?|newspapers?|tv)
        (?:tell|call|contact|inform)(?:ing)? the (?:press|media|papers?|newspapers?)
        (?:request|asking) for comment
    """,
    "regulator": r"""
        trading standards|ombudsman|better business bureau|bbb|ftc|citizens advice
        consumer protection (?:agency|office|authority|association)
        data protection (?:authority|commissioner|complaint)|information commissioner
        gdpr (?:complaint|breach|violation)
        report(?:ing|ed)? (?:you|this|your \w+|the (?:company|shop|store)) to (?:the )?\w+
        (?:to|call|contact\w*|inform\w*) (?:the|a|your) (?:\w+ )?(?:regulator|watchdog)s?
        (?:go|going|went|been) to the police|(?:call|calling|called) the police
    """,
}

_EXCEPTIONS: Mapping[str, str] = {
    "injury": r"""
        first[- ]aid|hurt (?:my|his|her) feelings
        burn(?:ed|t) by (?:that|this) with (?:my|our|the|an) (?:old|other) (?:company|provider|shop|bank)
        (?:i'?ve|we'?ve|have|had) been burn(?:ed|t) before by (?:a|an|cheap|other)
        (?:straps?|belt|boots?|shoes?|heels?|soles?|harness|backpack|rucksack) hurts? (?:my|his|her) \w+
        (?:won'?t|not|never|without|avoid|prevent) (?:get(?:ting)? )?(?:hurt|burn(?:ed|t)|cut)
        <limb> ?(?:torch|lamp|light|mask|gaiter|warmer|pump|pack|print|glove|rest)(?:e?s)?
    """,
    "safety": r"""
        on fire (?:sale|deal)s?
        (?:you|bot|chat)(?: is| are|'re|'s) on fire
        explo(?:sion|ded) (?:drawing|view|diagram|of (?:colou?r|flavou?r|taste)s?)
        (?:my|our) (?:head|mind|brain|inbox)(?: just| nearly| is)? explod(?:ed|ing)
        (?:i|we|they|he|she)(?:'?ve|'d)? (?:very )?nearly killed|not literally
        (?:carbon monoxide|gas|smoke) (?:alarm|detector|warner)s?
        (?:can|could|does|will|would|may|might) (?:\w+ ){1,4}(?:catch fire|explode|leak gas)
    """,
    "medical": r"""
        rash (?:guard|vest|top|decision)s?
    """,
    "legal_threat": r"""
        (?:as|like) an? (?:lawyer|solicitor|attorney)
        (?:i am|i'?m|she is|he is|my \w+ is) (?:a|an) (?:\w+ )?(?:lawyer|solicitor|attorney|barrister)
        (?:gift|present|bag|suit|tie|shoes|coat)s? for (?:my|our|a|the|his|her) (?:lawyer|solicitor
            |attorney|barrister)
    """,
    "fraud": r"""
        (?:avoid|prevent|fight|against|spot|recogni[sz]e|about) (?:\w+ )?(?:fraud|phishing)
        anti[- ]?fraud|fraud (?:check|prevention|protection)s?
        how many fraud (?:case|attempt)s|what counts as fraud|(?:kinds|types) of fraud
        fraud (?:figures|statistics|rates|trends|rules|course|awareness|detection|insurance)
    """,
    "press": r"""
        press(?:ing)? (?:the|and|it|down|on|enter|play|any)|(?:french|garlic|bench) press
    """,
    "self_harm": r"""
        (?:could|nearly|almost|i'?d|i would) (?:kill|shoot|kick) myself (?:for|that|because|if)
        suicide (?:squad|burn|lane|doors?|clutch|knot|prevention (?:hotline|charity|donation))
    """,
    "privacy": r"""
        how (?:is|are) (?:my|our) (?:\w+ )?(?:data|details)
    """,
    "regulator": r"""
        (?:pressure|gas|stove|valve|scuba|diving|butane|propane|voltage|heat|hose) regulators?
        report (?:this|it) to (?:the )?(?:courier|carrier|post|seller|bank|store|warehouse)
    """,
}

_TEAMS: Mapping[str, str] = {
    "self_harm": "safety",
    "injury": "safety",
    "safety": "safety",
    "medical": "medical",
    "legal_threat": "legal",
    "fraud": "fraud",
    "privacy": "privacy",
    "press": "press",
    "regulator": "legal",
}
_PARTS: Mapping[str, str] = {
    "burnt": "burn(?:ed|t)|injured|hurt",
    "consults": (
        r"(?:see|seen|call(?:ing|ed)?|contact\w*|consult\w*|hir\w+|instruct\w*|involv\w*|brief\w*|get(?:ting)?|got"
        r"|hear(?:ing)? from|(?:speak|speaking|spoke|spoken) (?:to|with)|talk(?:ed|ing)? to|via|through)"
    ),
    "lawyer": "(?:lawyer|solicitor|attorney|barrister)",
    "limb": "hand|finger|arm|leg|knee|ankle|wrist|foot|face|eye|nose|skin|tooth|head|back|neck|rib|shoulder",
    "gave_way": "snapped|broke|failed|gave way|came off|collapsed",
    "stranger": "(?:somebody|someone|a stranger|a hacker)(?: else)?",
    "was": "(?:has been|have been|had been|was|were|got|is|are) ",
}
_TOPICS = {topic: phrases(block, _PARTS) for topic, block in _PHRASES.items()}
_NOT = {topic: phrases(block, _PARTS) for topic, block in _EXCEPTIONS.items()}
TOPICS: tuple[str, ...] = tuple(_TOPICS)


def find_risks(text: str) -> tuple[Risk, ...]:
    """Find the risk topics of a message, gravest first, each with the words that show it."""
    plain = text.replace("\u2019", "'")
    found: list[Risk] = []
    for topic, pattern in _TOPICS.items():
        remaining = _NOT[topic].sub(" ", plain) if topic in _NOT else plain
        match = pattern.search(remaining)
        if match:
            found.append(Risk(topic, match.group(0)))
    return tuple(found)
