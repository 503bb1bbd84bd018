"""Words for papers on screen."""

from django import template

from casework.papers.services.paper_kinds import paper_kind
from casework.rulebook.rules import check_code

register = template.Library()


@register.filter
def paper_name(kind: str):
    """The name of a kind of paper."""
    return paper_kind(kind).name


@register.filter
def grouped_code(code: str) -> str:
    """A check code as printed."""
    return check_code.grouped(code)
