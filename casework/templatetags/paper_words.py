"""Words for papers on screen."""

from django import template

from casework.rules import check_code
from casework.services.paper_kinds import paper_kind

register = template.Library()


@register.filter
def paper_name(kind: str):
    """The name of a kind of paper."""
    return paper_kind(kind).name


@register.filter
def grouped_code(code: str) -> str:
    """A check code as printed."""
    return check_code.grouped(code)
