"""In which language somebody reads the help centre, and what languages are called by those who speak them."""

from collections.abc import Collection, Iterable

NAMES = {
    "ar": "العربية",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "fi": "Suomi",
    "fr": "Français",
    "hu": "Magyar",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nb": "Norsk",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sv": "Svenska",
    "tr": "Türkçe",
    "uk": "Українська",
    "zh": "中文",
}


def language_name(locale: str) -> str:
    """What speakers call the language of a locale; the locale itself when we do not know."""
    language, _, region = locale.partition("-")
    name = NAMES.get(language)
    if name is None:
        return locale
    return f"{name} ({region})" if region else name


def choose_locale(wished: str, accepted: str, present: Collection[str], usual: str) -> str:
    """The locale to read in: the wished one if there is anything in it, else what the browser accepts.

    Args:
        wished: what was asked for by name, or nothing.
        accepted: an `Accept-Language` header, such as "de-CH, de;q=0.9, en;q=0.8".
        present: the locales that there are articles in.
        usual: the locale of everybody else.
    """
    for wanted in (wished, *_accepted(accepted)):
        if found := _nearest(wanted, present):
            return found
    return usual if usual in present or not present else min(present)


def _nearest(wanted: str, present: Iterable[str]) -> str | None:
    """The same locale, else the same language in any other region."""
    lower = {locale.casefold(): locale for locale in sorted(present, reverse=True)}
    wanted = wanted.casefold()
    if wanted in lower:
        return lower[wanted]
    language = wanted.partition("-")[0]
    return next(
        (locale for key, locale in lower.items() if language and key.partition("-")[0] == language), None
    )


def _accepted(header: str) -> list[str]:
    """The languages of a header, the most wanted first."""
    weighed = []
    for part in header[:400].split(","):
        language, _, weight = part.strip().partition(";q=")
        weighed.append((_number(weight), language.strip()))
    return [language for weight, language in sorted(weighed, key=lambda w: -w[0]) if language and weight > 0]


def _number(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0
