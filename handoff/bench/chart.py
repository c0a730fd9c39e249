"""A line chart as SVG text, readable without colours and without a script."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 420, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 96, 34, 40
_DASHES = ("", "6 4", "2 3")


@dataclass(frozen=True, slots=True)
class Chart:
    """One value an `xs` for each named line; both axes are logarithmic, so all must be above 0."""

    title: str
    xs: Sequence[float]
    lines: Mapping[str, Sequence[float]]

    def svg(self) -> str:
        """Draw it."""
        values = [value for line in self.lines.values() for value in line]
        across = _Scale.around(self.xs, _LEFT, _WIDTH - _RIGHT)
        up = _Scale.around(values, _HEIGHT - _BOTTOM, _TOP)
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}"',
            f'height="{_HEIGHT}" role="img" aria-label="{escape(self.title)}" font-size="12"',
            'font-family="sans-serif" fill="currentColor" stroke="none">',
            f'<text x="{_LEFT}" y="18" font-size="14" font-weight="bold">{escape(self.title)}</text>',
            *(_grid(up.at(mark), words(mark)) for mark in up.marks()),
            *(_below(across.at(x), words(x)) for x in self.xs),
        ]
        for number, (name, line) in enumerate(self.lines.items()):
            points = [(across.at(x), up.at(value)) for x, value in zip(self.xs, line, strict=True)]
            parts += _line(points, name, _DASHES[number % len(_DASHES)])
        return "\n".join([*parts, "</svg>"])


@dataclass(frozen=True, slots=True)
class _Scale:
    """Maps values from `low` to `high` to pixels from `start` to `end`, by their logarithms."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def around(cls, values: Sequence[float], start: float, end: float) -> "_Scale":
        low, high = min(values), max(values)
        if high / low < 10:
            low, high = low / 2, high * 2
        return cls(low, high, start, end)

    def at(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def marks(self) -> list[float]:
        """Powers of ten inside, or 1, 2 and 5 of them if those are few."""
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        wide = self.high / self.low > 1000
        every = [10.0**power * step for power in powers for step in ((1,) if wide else (1, 2, 5))]
        return [mark for mark in every if self.low <= mark <= self.high]


def words(value: float) -> str:
    """A number as an axis shows it: 0.5, 20, 1,000, 100k."""
    if value >= 10_000:
        return f"{value / 1000:g}k"
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _grid(y: float, label: str) -> str:
    line = f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}" stroke="currentColor" opacity=".2"/>'
    return f'{line}<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{label}</text>'


def _below(x: float, label: str) -> str:
    return f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{label}</text>'


def _line(points: Sequence[tuple[float, float]], name: str, dash: str) -> list[str]:
    path = " ".join(f"{x},{y}" for x, y in points)
    x, y = points[-1]
    dots = [f'<circle cx="{x}" cy="{y}" r="3"/>' for x, y in points]
    stroke = f'fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="{dash}"'
    return [
        f'<polyline points="{path}" {stroke}/>',
        *dots,
        f'<text x="{x + 8}" y="{y + 4}">{escape(name)}</text>',
    ]
