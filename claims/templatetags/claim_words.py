"""Words and figures of a claim's lines, for templates."""

from django import template
from django.utils.translation import gettext as _

from claims.findings.rules.records import Line
from claims.reimbursements.words import figure
from institutions.catalogue.words import WHY_NOT

register = template.Library()


@register.filter
def typed_figure(value) -> str:
    """A figure without the zeros of its column; "" for none."""
    return figure(value)


@register.filter
def class_words(line: Line) -> str:
    """The class of a line, or why nothing of it is paid."""
    if not line.payable:
        return str(WHY_NOT.get(line.why_not, ""))
    return _("class %(class)s") % {"class": line.class_.upper()}
