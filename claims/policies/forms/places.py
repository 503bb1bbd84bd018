"""A place found by typing: its name or the start of its code, with what there is offered by the browser itself."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.fields import clean_text

UNKNOWN = _("There is no such place. Type a part of its name and choose, or its code.")
SEVERAL = _("Several places fit: %(places)s. Choose one of them.")
# So many are named when several fit.
MOST_NAMED = 6


class SuggestInput(forms.TextInput):
    """A text field with a list of suggestions: the browser filters it while something is typed, without any script."""

    suggestions: tuple[str, ...] = ()

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        """The field, then its list."""
        list_id = f"{(attrs or {}).get('id', name)}_list"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class PlaceField(forms.CharField):
    """One of the places offered, as its prefix. Taken are its code, its name, a part of the name that only one has, and
    what the list offers."""

    widget = SuggestInput

    def __init__(self, **kwargs):
        super().__init__(max_length=120, **kwargs)
        self.places: dict[str, str] = {}

    def offer(self, places: list[tuple[str, str]]) -> None:
        """The places that can be chosen: prefix and name."""
        self.places = dict(places)
        self.widget.suggestions = tuple(f"{name} ({prefix})" for prefix, name in places)

    def to_python(self, value):
        typed = clean_text(super().to_python(value) or "")
        if not typed or typed in self.places:
            return typed
        exact = [prefix for prefix, name in self.places.items() if typed in (name, f"{name} ({prefix})")]
        found = exact or [prefix for prefix, name in self.places.items() if typed.casefold() in name.casefold()]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(UNKNOWN, code="unknown_place")
        named = "、".join(f"{self.places[prefix]} ({prefix})" for prefix in found[:MOST_NAMED])
        raise ValidationError(SEVERAL, code="several_places", params={"places": named})
