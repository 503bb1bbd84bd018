"""Words for verbs and states in templates."""

from django import template
from django.utils.translation import gettext

from casework.engine.table import workflow_of
from casework.engine.words import words_for

register = template.Library()


@register.filter
def table_name(row) -> str:
    """The table of a row as it stands in addresses."""
    return row._meta.model_name


@register.filter
def verb_done(verb: str):
    """The line of the history for a verb."""
    return words_for(verb).done


@register.filter
def state_label(case):
    """The state of a case in words."""
    return workflow_of(case.kind).states[case.state]


@register.filter
def may(officer, verb: str) -> bool:
    """Whether the officer has the right to a verb: for what a page shows beside its work, such as digests to auditors."""
    return bool(officer) and officer.may(verb)


@register.filter
def said(text: str) -> str:
    """A source or other sentence of a data file in the reader's language; one an officer typed stays as she typed it.

    A date may rest on several sources, joined by semicolons; each is a sentence of its own.
    """
    if not text:
        return ""
    whole = gettext(text)
    if whole != text:
        return whole
    parts = text.split("; ")
    for cut in range(len(parts) - 1, 0, -1):
        first = "; ".join(parts[:cut])
        if gettext(first) != first:
            return f"{gettext(first)}；{said('; '.join(parts[cut:]))}"
    return text


@register.filter
def of_key(mapping, key):
    """A value of a mapping by a key that is a variable."""
    return mapping.get(key, "")
