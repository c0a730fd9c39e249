"""The demo shop's stores, their hours as the articles tell them, and the boot-fitting appointments."""

import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.commerce import Address, Holiday, Hours, Slot, Store, hours_on

SLOT_MINUTES = 45
FURTHEST_DAYS = 60
_SHOPS = (
    ("Keswick", "14 Packhorse Court", "CA12 5JB", "01632 960114"),
    ("Manchester", "61 Dale Row", "M1 1HT", "0161 496 0161"),
    ("Sheffield", "8 Cutlers Yard", "S1 2FJ", "0114 496 0108"),
    ("London", "22 Earlham Arcade, Covent Garden", "WC2H 9LD", "020 7946 0222"),
    ("Bristol", "5 Quayhead Street", "BS1 4DB", "0117 496 0105"),
    ("Cardiff", "30 Castle Parade", "CF10 1BU", "029 2018 0130"),
    ("Edinburgh", "117 Rosewell Street", "EH2 3JL", "0131 496 0117"),
    ("Belfast", "9 Linen Lane", "BT1 5GB", "028 9649 6109"),
    ("Dublin", "44 Liffey Row", "D01 F5P2", "+353 20 915 4044"),
)
_LATE = ("Manchester", "London", "Dublin")
_SUNDAY = {
    "Keswick": (time(10), time(16)),
    "Manchester": (time(11, 30), time(17, 30)),
    "London": (time(11, 30), time(17, 30)),
    "Dublin": (time(12), time(18)),
}


def demo_stores(today: date) -> tuple[Store, ...]:
    """Give the nine stores with the holidays of this year and the next."""
    holidays = tuple(day for year in (today.year, today.year + 1) for day in _holidays(year))
    return tuple(_store(town, street, code, phone, holidays) for town, street, code, phone in _SHOPS)


def slots_of(store: Store, day: date, now: datetime) -> tuple[Slot, ...]:
    """Give a store's appointments of a day that are still ahead, a part of them taken by walk-ins."""
    open_hours = hours_on(store, day)
    today = now.astimezone(ZoneInfo(store.timezone)).date()
    if open_hours is None or not today <= day <= today + timedelta(days=FURTHEST_DAYS):
        return ()
    starts = (at for at in _starts(store, day, *open_hours) if at > now)
    slots = (Slot(f"{store.id}-{at:%Y-%m-%dT%H:%M}", store.id, at, SLOT_MINUTES) for at in starts)
    return tuple(slot for slot in slots if zlib.crc32(slot.id.encode()) % 3)


def _starts(store: Store, day: date, opens: time, closes: time) -> Iterator[datetime]:
    zone = ZoneInfo(store.timezone)
    length = timedelta(minutes=SLOT_MINUTES)
    at, end = datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)
    while at + length <= end:
        yield at
        at += length


def _store(town: str, street: str, code: str, phone: str, holidays: tuple[Holiday, ...]) -> Store:
    irish = town == "Dublin"
    address = Address(f"Fernhollow Outdoor {town}", street, town, code, "IE" if irish else "GB")
    zone = "Europe/Dublin" if irish else "Europe/London"
    return Store(town.lower(), f"Fernhollow {town}", address, zone, phone, _hours(town), holidays)


def _hours(town: str) -> tuple[Hours, ...]:
    opens = time(9) if town == "Keswick" else time(9, 30)
    late = {3} if town in _LATE else set()
    week = tuple(Hours(day, opens, time(20) if day in late else time(18)) for day in range(6))
    return (*week, Hours(6, *_SUNDAY.get(town, (time(11), time(17)))))


def _holidays(year: int) -> tuple[Holiday, ...]:
    easter = _easter(year)
    return (
        Holiday(date(year, 1, 1), "New Year's Day", time(12), time(17)),
        Holiday(easter - timedelta(days=2), "Good Friday", time(10), time(17)),
        Holiday(easter, "Easter Sunday"),
        Holiday(easter + timedelta(days=1), "Easter Monday", time(10), time(17)),
        Holiday(date(year, 12, 24), "Christmas Eve", time(9, 30), time(16)),
        Holiday(date(year, 12, 25), "Christmas Day"),
        Holiday(date(year, 12, 26), "Boxing Day"),
        Holiday(date(year, 12, 31), "New Year's Eve", time(9, 30), time(16)),
    )


def _easter(year: int) -> date:
    """Give Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
