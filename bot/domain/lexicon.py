"""Words that show a mood or a way of speaking, by group, and how such lists become patterns."""

import re
from collections.abc import Mapping
from textwrap import dedent
from types import MappingProxyType

MOOD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "swearing": r"""
            fuck\w* shit\w* bullshit damn\w* dammit goddamn\w* crap\w* hell ass asshole\w*
            arse\w* bastard\w* bitch\w* cunt\w* dick\w* prick\w* piss\w* wtf stfu gtfo
            bloody bs screw\w* douche\w* twat wanker\w*
        """,
        "insult": r"""
            idiot\w* moron\w* stupid\w* dumb\w* fool\w* loser\w* jerk\w* clown\w* trash\w*
            garbage pathetic coward\w* liar\w* creep\w* pig\w* brat\w* racist\w* sexist\w*
            bigot\w* nazi\w* fascist\w* ignorant arrogant entitled selfish hypocrit\w*
            incompetent clueless imbecile\w* troll\w* psycho\w* narcissis\w* toxic lazy
            petty weirdo\w* delusional brainless crybab\w* cheater\w* thie\w* scam\w*
            crook\w* worthless useless scum\w*
        """,
        "anger": r"""
            hate\w* hating angry anger furious rage\w* mad livid pissed outrag\w*
            infuriat\w* fuming despise loathe shut shame\w* disgrace\w* insult\w* abus\w*
            attack\w* kill\w* murder\w* punch\w* destroy\w* revenge evil
        """,
        "annoyance": r"""
            annoy\w* irritat\w* ridiculous\w* ugh sick tired fed stop whin\w* complain\w*
            bother\w* nonsense cringe\w* obnoxious awful terrible horrible worst worse bad
            suck\w* lame boring dull overrated mess\w* seriously jeez smh rude noisy wast\w*
            blame\w* bitter
        """,
        "disappointment": r"""
            disappoint\w* unfortunate\w* sadly shame pity underwhelm\w* regret\w* ruin\w*
            hopeless poor\w* unfair never nothing nobody letdown
        """,
        "disgust": r"""
            disgust\w* gross\w* ew+ yuck\w* nasty vile revolting sicken\w* vomit\w* puke
            filth\w* rotten stink\w* repuls\w* creepy
        """,
        "sadness": r"""
            sad\w* cry\w* cried tears depress\w* lonely alone heart-?br\w* grie\w* hurt\w*
            pain\w* suffer\w* rip tragic tragedy died dead death sorrow upset sorry
            mourn\w* loss suicid\w* miserable heartbr\w*
        """,
        "trouble": r"""
            problem\w* fail\w* lost lose losing miss\w* lack\w* broke broken breaks? damag\w*
            stuck error\w* issue\w*
        """,
        "refusal": r"""
            disagree\w* wrong not no nope don\W?t doesn\W?t didn\W?t isn\W?t aren\W?t
            wasn\W?t won\W?t can\W?t cannot couldn\W?t shouldn\W?t wouldn\W?t without
            against unacceptable illegal immoral unethical false lie\w* lying excuse\w*
            hardly barely nor
        """,
        "laughter": r"""
            lol lmao\w* lmfao rofl ha(?:ha)+h? hehe\w* funny hilarious joke\w* 😂 🤣
        """,
        "praise": r"""
            love\w* thank\w* thx great good nice awesome amazing happy glad beautiful best
            congrat\w* cool hope\w* perfect wonderful excellent brilliant fun enjoy\w*
            appreciate\w* agree\w* proud welcome sweet ❤\w* fantastic adorable interesting
            wow yay luck favou?rite better impressive cute
        """,
        "question": r"""
            wonder\w* curious how which who when
        """,
        "you": r"""
            you your you\W?re ur u
        """,
        "others": r"""
            they them he she people these those
        """,
        "self": r"""
            i me my i\W?m
        """,
        "contrast": r"""
            but however though
        """,
    }
)


def phrases(block: str, parts: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """Compile a block of regular expressions, one a line, that match whole words in any case.

    `<name>` in a line stands for the part of that name; a line that is indented further continues the one
    above it.
    """
    block = re.sub(r"\n[ ]+", "", dedent(block)).strip()
    for name, part in (parts or {}).items():
        block = block.replace(f"<{name}>", f"(?:{part})")
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(lines)})(?!\w)", re.IGNORECASE)
