"""What the statement is made of in the language of the column: labels, codes, explained steps, capital figures."""

from decimal import Decimal

from django import template
from django.utils import translation

from claims.explanation.words import statement
from claims.explanation.words.year_limits import limit_label
from claims.words.capital_figures import SIMPLIFIED, TRADITIONAL, capital_figures
from claims.words.codes import code_word

register = template.Library()


@register.filter
def money_fields(record, group: str) -> list[str]:
    """The names of the money fields of a group that are shown, in the order of the national record."""
    return [figure.field for figure in statement.figures(record, group)]


@register.simple_tag
def money_label(group: str, field: str) -> str:
    """The label of a money field."""
    return str(dict(statement.GROUPS)[group][field][0])


@register.filter
def money_of(record, field: str) -> str:
    """The amount of a money field."""
    return record["deposit"] if field == "deposit" else record["settlement"][field]


@register.filter
def in_capitals(amount) -> str:
    """An amount in capital figures: Traditional in a Traditional column, else Simplified, as the law writes them."""
    traditional = translation.get_language() == TRADITIONAL
    return capital_figures(Decimal(amount), TRADITIONAL if traditional else SIMPLIFIED)


@register.filter
def word_of(code, fact: str) -> str:
    """A code of the case in words; nothing for one that is not given."""
    return code_word(fact, str(code)) if code else ""


@register.filter
def limit_words(limit) -> str:
    """The name of a limit of the year."""
    return limit_label(limit)


@register.filter
def left_of_limit(limit) -> Decimal:
    return Decimal(limit["limit"]) - Decimal(limit["used"])


@register.simple_tag
def explained(step, record) -> statement.Explanation:
    """A step with its arithmetic in the language of the column."""
    return statement.explain(step, record)


@register.filter
def title_words(titles) -> str:
    """The policy's title in the language of the column."""
    return statement.title_of(titles)


@register.simple_tag
def bill_lines(facts) -> list[dict]:
    """The lines of the bill with what became of each and the name typed."""
    return statement.bill_lines(facts["record"], facts["case"])


@register.filter
def line_words(line) -> str:
    """What became of a line, in figures."""
    return statement.line_sentence(line)
