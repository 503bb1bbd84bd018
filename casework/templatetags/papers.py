"""What the templates of papers are made of: rows that say the same in each language of the paper, side by side."""

from datetime import date

from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()
MONTHS = (
    *("Jan", "Feb", "March", "April", "May", "June"),
    *("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
)
GUTTER = mark_safe('<td class="gutter"></td>')
LABELLED = '<th scope="row" lang="{0}">{1}</th><td lang="{0}">{2}</td>'
ACROSS = '<td colspan="2" lang="{}">{}</td>'
# BCP 47 tags: Han glyphs are drawn for the right script only with these.
TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant-TW", "en": "en"}


@register.filter
def paper_date(value) -> str:
    """A date as papers write it: 2026年6月10日, or 10 June 2026; takes ISO text or a date.

    Long months are shortened, so that a date stands in one line of a label.
    """
    day = date.fromisoformat(value) if isinstance(value, str) else value
    if (translation.get_language() or "").startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@register.filter
def words(value) -> str:
    """Frozen words in the language of the column."""
    return value[translation.get_language()]


@register.filter
def bcp47(language: str) -> str:
    return TAGS[language]


class EachLanguage(template.Node):
    """Renders its parts once for each language of the paper and lays them side by side."""

    def __init__(self, parts, wrap):
        self.parts, self.wrap = parts, wrap

    def render(self, context):
        columns = []
        for language in context["paper_languages"]:
            with translation.override(language), context.push(column_language=language):
                columns.append((TAGS[language], [mark_safe(part.render(context).strip()) for part in self.parts]))
        return self.wrap(columns)


def _row(columns) -> str:
    if not any(parts[-1] for _tag, parts in columns):
        return ""
    cells = format_html_join(GUTTER, LABELLED, ((tag, *parts) for tag, parts in columns))
    return format_html("<tr>{}</tr>", cells)


def _across_as(style: str):
    def across(columns) -> str:
        cells = format_html_join(GUTTER, ACROSS, ((tag, *parts) for tag, parts in columns))
        return format_html('<tr class="{}">{}</tr>', style, cells)

    return across


@register.tag("row")
def row(parser, _token):
    """{% row %}label{% value %}value{% endrow %}: a line of the paper; left out when the value is empty."""
    label = parser.parse(("value",))
    parser.delete_first_token()
    value = parser.parse(("endrow",))
    parser.delete_first_token()
    return EachLanguage((label, value), _row)


@register.tag("across")
def across(parser, token):
    """{% across "style" %}text{% endacross %}: something over the whole column, in one of the styles of the sheet."""
    _name, style = token.split_contents()
    text = parser.parse(("endacross",))
    parser.delete_first_token()
    return EachLanguage((text,), _across_as(style.strip('"')))


@register.tag("each")
def each(parser, _token):
    """{% each %}text{% endeach %}: the text in each language, one block after the other."""
    text = parser.parse(("endeach",))
    parser.delete_first_token()
    return EachLanguage((text,), _blocks)


def _blocks(columns) -> str:
    return format_html_join("", '<div lang="{}">{}</div>', ((tag, parts[0]) for tag, parts in columns))


@register.simple_tag
def provisional_mark(provisional: bool) -> str:
    """Said beside a date that a calendar not yet published may move."""
    return _("(provisional: the holiday calendar of that year is not published)") if provisional else ""
