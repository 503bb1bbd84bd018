"""Widgets written without templates are what Django's templates write."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.light_renderer import INPUTS, WRITERS, LightRenderer

TEXTS = (None, "", "0.85", 85, "a \"b\" & 'c' <i>", "陳\n小明", "{{ 7|add:7 }}", "\u202e\x00", mark_safe("<b>"))
ATTRS = (
    {},
    {"id": "id_a", "class": "figure-field", "maxlength": 60},
    {"disabled": True, "required": False, "data-x": 'a"b<', "aria-describedby": mark_safe("a&amp;b"), "rows": 2},
    {"placeholder": _("Telephone")},
)
CHOICES = [("", _("not stated")), ("a", "甲 & 乙"), ('"', "<script>"), (True, "yes"), (None, "none")]
GROUPED = [("", "-"), (_("Telephone") + " <b>", CHOICES[1:3]), ("", [("c", "丙")])]
# ClearableFileInput has a template of its own; what it includes is an input like the others.
WIDGETS = (
    forms.TextInput(),
    forms.HiddenInput(),
    forms.NumberInput(),
    forms.EmailInput(),
    forms.PasswordInput(render_value=True),
    forms.TextInput({"type": "tel"}),
    forms.DateInput(),
    forms.FileInput(),
    forms.CheckboxInput(),
    forms.Textarea({"cols": 5}),
    forms.Select(choices=CHOICES),
    forms.Select(choices=GROUPED),
    forms.SelectMultiple(choices=GROUPED),
    forms.RadioSelect(choices=CHOICES),
    forms.MultipleHiddenInput(),
)


@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("value", TEXTS)
def test_they_are_what_djangos_templates_write(value, attrs):
    full, light = TemplatesSetting(), LightRenderer()
    for widget in WIDGETS:
        many = isinstance(widget, forms.SelectMultiple | forms.MultipleHiddenInput)
        for chosen in ([value, "a"],) if many else (value, "a", '"', True):
            assert widget.render('x"<', chosen, attrs, light) == widget.render('x"<', chosen, attrs, full), widget


def test_the_forms_of_the_portal_use_it(settings):
    assert f"{LightRenderer.__module__}.{LightRenderer.__name__}" == settings.FORM_RENDERER
    assert len(WRITERS) == len(INPUTS) + 2
