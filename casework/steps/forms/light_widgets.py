"""Widgets that write their own HTML, for forms of hundreds of fields: Django's render up to four templates for each.

Character for character what Django's write; a test compares them.
"""

from django import forms
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def _escaped(value) -> str:
    # As the templates do: a text marked safe stays as it is only where it is a text.
    return conditional_escape(value if isinstance(value, str) else str(value))


def _attributes(attrs: dict) -> str:
    shown = ((name, value) for name, value in attrs.items() if value is not False)
    return "".join(
        f" {_escaped(name)}" if value is True else f' {_escaped(name)}="{_escaped(value)}"' for name, value in shown
    )


class LightInput(forms.TextInput):
    def _render(self, template_name, context, renderer=None) -> SafeString:
        widget = context["widget"]
        value = "" if widget["value"] is None else f' value="{_escaped(widget["value"])}"'
        name, attrs = _escaped(widget["name"]), _attributes(widget["attrs"])
        return mark_safe(f'<input type="{widget["type"]}" name="{name}"{value}{attrs}>')


class LightTextarea(forms.Textarea):
    def _render(self, template_name, context, renderer=None) -> SafeString:
        widget = context["widget"]
        name, attrs = _escaped(widget["name"]), _attributes(widget["attrs"])
        return mark_safe(f'<textarea name="{name}"{attrs}>\n{_escaped(widget["value"] or "")}</textarea>')


class LightSelect(forms.Select):
    """Without groups of options."""

    def _render(self, template_name, context, renderer=None) -> SafeString:
        widget = context["widget"]
        options = "".join(_option(one) for _group, found, _number in widget["optgroups"] for one in found)
        name, attrs = _escaped(widget["name"]), _attributes(widget["attrs"])
        return mark_safe(f'<select name="{name}"{attrs}>{options}\n</select>')


def _option(option: dict) -> str:
    attrs, label = _attributes(option["attrs"]), _escaped(option["label"])
    return f'\n  <option value="{_escaped(option["value"])}"{attrs}>{label}</option>\n'
