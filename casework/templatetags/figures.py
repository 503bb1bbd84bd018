"""Where the lines of a drawn figure lie: computed here, since a page may carry no style of its own."""

from dataclasses import dataclass
from decimal import Decimal

from django import template

register = template.Library()

LABEL_WIDTH, BAR_SPACE, LINE_HEIGHT = 150, 380, 28


@dataclass(frozen=True, kw_only=True)
class BarLine:
    """One bar: its label, value and place in the drawing."""

    label: str
    value: int | str
    shape: str
    y: int
    width: int

    @property
    def text_y(self) -> int:
        return self.y + 14

    @property
    def value_x(self) -> int:
        return LABEL_WIDTH + self.width + 8


@dataclass(frozen=True)
class BarLines:
    lines: list[BarLine]
    height: int


@register.filter
def bar_lines(plot) -> BarLines | None:
    """The bars of a plot, the longest filling the space; None when there is nothing to draw."""
    bars = list(plot.bars)
    longest = max((bar.value for bar in bars), default=0)
    if not bars or longest <= 0:
        return None
    lines = [
        BarLine(
            label=bar.label,
            value=f"{bar.value}+" if getattr(bar, "more", False) else bar.value,
            shape=bar.shape,
            y=5 + index * LINE_HEIGHT,
            width=round(BAR_SPACE * bar.value / longest),
        )
        for index, bar in enumerate(bars)
    ]
    return BarLines(lines, len(bars) * LINE_HEIGHT)


@register.filter
def plain_number(amount) -> str:
    """A number as an HTML attribute wants it, whatever the language of the page."""
    return format(Decimal(amount), "f")


@register.filter
def left_of(limit, used) -> Decimal:
    """What is left of a limit; never below zero."""
    return max(Decimal(limit) - Decimal(used), Decimal(0))
