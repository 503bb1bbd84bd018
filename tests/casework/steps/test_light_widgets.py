"""Widgets that write their own HTML write what Django's do."""

import pytest
from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.light_widgets import LightInput, LightSelect, LightTextarea

TEXTS = (None, "", "0.85", 85, "a \"b\" & 'c' <i>", "陳\n小明", "{{ 7|add:7 }}", "\u202e\x00", mark_safe("<b>"))
ATTRS = (
    {},
    {"id": "id_a", "class": "figure-field", "maxlength": 60},
    {"disabled": True, "required": False, "data-x": 'a"b<', "aria-describedby": mark_safe("a&amp;b"), "rows": 2},
    {"placeholder": _("Telephone")},
)
CHOICES = [("", _("not stated")), ("a", "甲 & 乙"), ('"', "<script>"), (True, "yes"), (None, "none")]


@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("value", TEXTS)
def test_they_write_what_djangos_write(value, attrs):
    pairs = [
        (LightInput(), forms.TextInput()),
        (LightTextarea({"cols": 5}), forms.Textarea({"cols": 5})),
        (LightSelect(choices=CHOICES), forms.Select(choices=CHOICES)),
    ]
    for light, full in pairs:
        for chosen in (value, "a", '"', True):
            assert light.render('x"<', chosen, attrs) == full.render('x"<', chosen, attrs)
