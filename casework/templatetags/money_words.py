"""What amounts are for and why they are held, in words."""

from django import template

from casework.money import table

register = template.Library()


@register.filter
def purpose_words(code) -> object:
    """What a booking or a payable is for."""
    return table.purpose_words(str(code))


@register.filter
def hold_words(code) -> object:
    """Why a payable is held."""
    return table.hold_words(str(code))
