"""Which passwords are taken: long enough, and not tried first (NIST SP 800-63B, 3.1.1.2)."""

SHORTEST = 10
LONGEST = 1_000

_FIRST_GUESSES = """
0000000000 0123456789 0987654321 1111111111 1212121212 123123123123 1234512345 1234567890
12345678910 123456789a 1q2w3e4r5t 1qaz2wsx3edc 1qazxsw23edc 9876543210 a123456789 aa12345678
abc1234567 abcd123456 abcdefghij admin12345 admin123456 administrator asdfghjkl1 asdfghjkl;
autumn2026 baseball123 changeme12 changeme123 changeme1234 correcthorsebatterystaple customer123
dragon12345 football123 frontdesk1 frontdesk12 frontdesk123 frontdesk1234 helpdesk123 iloveyou12
iloveyou123 iloveyou1234 letmein123 letmein1234 master12345 michael123 monkey12345 mypassword
november11 p@ssw0rd123 p@ssword123 passw0rd123 password12 password123 password1234 password12345
princess123 qazwsxedcr qwerty1234 qwerty12345 qwerty123456 qwertyuiop september1 shadow12345
spring2026 summer2024 summer2025 summer2026 sunshine123 superman123 support123 support1234
trustno1trustno1 welcome123 welcome1234 welcome2024 welcome2025 welcome2026 winter2024
winter2025 winter2026 zxcvbnm123
"""
COMMON = frozenset(_FIRST_GUESSES.split())


def complaint(password: str, *known: str) -> str | None:
    """Say what is wrong with a new password, None if nothing; `known` is what others know of the person."""
    if len(password) < SHORTEST:
        return f"The password needs at least {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"The password may have at most {LONGEST} characters."
    plain = password.lower().strip()
    if plain in COMMON or len(set(plain)) <= 2:
        return "This password is among the first that are guessed. Please choose another one."
    parts = {part.lower() for word in known for part in (word, word.partition("@")[0]) if part}
    if plain in parts:
        return "The password must not be the name or the e-mail address."
    return None
