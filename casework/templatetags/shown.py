"""How values are put on a page: language tags, shapes of a status, days left in words, money."""

import re
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from casework.tables.models.bases import Status

register = template.Library()

_LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
# Shape and colour always come with a word: a shape alone says nothing to a screen reader.
SHAPES = {"open": "●", "waiting": "◐", "soon": "▲", "overdue": "■", "done": "✓", "refused": "✕"}
_SURENESS_MARKS = {"stated": "✓", "reported": "◐"}
_MONTH_MARKS = {"paid": "✓", "enrolled": "●", "waiting": "◐", "gap": "▲", "suspended": "■"}
SOON_DAYS = 3


@register.filter
def language_tag(code) -> str:
    """The BCP 47 tag of one of our language codes: zh-hans gives zh-Hans."""
    return _LANGUAGE_TAGS.get(str(code), str(code))


@register.filter
def shape_mark(shape) -> str:
    """The character drawn for a shape; a small dot for one we do not know."""
    return SHAPES.get(str(shape), "·")


@register.filter
def sureness_words(status) -> str:
    """How sure a value is, mark and word: "✓ stated". What is of no known status is assumed."""
    known = str(status) if str(status) in Status.values else Status.ASSUMED.value
    return f"{_SURENESS_MARKS.get(known, '▲')} {Status(known).label}"


@register.filter
def month_mark(state) -> str:
    """The character drawn for a month of cover; nothing for a month that is not asked about."""
    return _MONTH_MARKS.get(str(state), "")


@register.filter
def clock_shape(days_left) -> str:
    """The shape of a clock with so many days left; None is a clock that does not run."""
    if days_left is None:
        return "done"
    if days_left < 0:
        return "overdue"
    return "soon" if days_left <= SOON_DAYS else "open"


@register.filter
def days_left_words(days_left) -> str:
    """Days left in words: "3 days left", "due today", "2 days late"; None is a stopped clock."""
    if days_left is None:
        return gettext("stopped")
    if days_left == 0:
        return gettext("due today")
    if days_left < 0:
        return ngettext("%(days)d day late", "%(days)d days late", -days_left) % {"days": -days_left}
    return ngettext("%(days)d day left", "%(days)d days left", days_left) % {"days": days_left}


@register.filter
def time_left_words(left) -> str:
    """What is left of a clock or a row (days_left, working_days) in the days its limit is stated in."""
    working = getattr(left, "working_days", None)
    if working is None or working <= 0:
        return days_left_words(left.days_left)
    return ngettext("%(days)d working day left", "%(days)d working days left", working) % {"days": working}


@register.filter
def left_shape(left) -> str:
    """The shape of a clock or a row, by the days its limit is stated in."""
    working = getattr(left, "working_days", None)
    return clock_shape(left.days_left if working is None else working)


@register.filter
def status_words(status) -> str:
    """How sure a rule's value is, in words."""
    words = {
        "stated": gettext("stated by the source"),
        "reported": gettext("reported, original not seen"),
        "inferred": gettext("inferred from the source"),
        "assumed": gettext("assumed, no source"),
    }
    return words.get(str(status), str(status))


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@register.filter
def whole_days(text) -> str:
    """The text with its dates kept on one line; everything else is escaped as usual."""
    return mark_safe(_DAY.sub(lambda found: f'<span class="day">{found[0]}</span>', escape(text)))


@register.filter
def yuan(amount) -> str:
    """An amount in yuan with two places and grouped thousands; a deduction as −¥500.00."""
    exact = Decimal(amount)
    return f"{'−' if exact < 0 else ''}¥{abs(exact):,.2f}"


@register.filter
def on_day(day) -> str:
    """A date as it stands on every screen: 2026-06-07."""
    return day.isoformat() if day else ""


@register.filter
def at_minute(moment) -> str:
    """A moment in the portal's time zone: 2026-06-07 14:05."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""
