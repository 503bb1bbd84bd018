"""Widgets written without templates: Django's render up to four for an input and two for each option of a list.

Character for character what Django's write; a test compares them. What is not named here is rendered by its template.
"""

from collections.abc import Callable

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


class LightRenderer(TemplatesSetting):
    def render(self, template_name, context, request=None) -> SafeString:
        write = WRITERS.get(template_name)
        if write is None:
            return super().render(template_name, context, request=request)
        return mark_safe(write(context["widget"]))


def _escaped(value) -> str:
    # As the templates do: a text marked safe stays as it is only where it is a text.
    return conditional_escape(value if isinstance(value, str) else str(value))


def _attributes(attrs: dict) -> str:
    shown = ((name, value) for name, value in attrs.items() if value is not False)
    return "".join(
        f" {_escaped(name)}" if value is True else f' {_escaped(name)}="{_escaped(value)}"' for name, value in shown
    )


def _input(widget: dict) -> str:
    value = "" if widget["value"] is None else f' value="{_escaped(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{_escaped(widget["name"])}"{value}{_attributes(widget["attrs"])}>'


def _textarea(widget: dict) -> str:
    name, attrs = _escaped(widget["name"]), _attributes(widget["attrs"])
    return f'<textarea name="{name}"{attrs}>\n{_escaped(widget["value"] or "")}</textarea>'


def _select(widget: dict) -> str:
    groups = "".join(_group(name, options) for name, options, _number in widget["optgroups"])
    return f'<select name="{_escaped(widget["name"])}"{_attributes(widget["attrs"])}>{groups}\n</select>'


def _group(name, options: list[dict]) -> str:
    lines = "".join(map(_option, options))
    return f'\n  <optgroup label="{_escaped(name)}">{lines}\n  </optgroup>' if name else lines


def _option(option: dict) -> str:
    attrs, label = _attributes(option["attrs"]), _escaped(option["label"])
    return f'\n  <option value="{_escaped(option["value"])}"{attrs}>{label}</option>\n'


INPUTS = ("text", "hidden", "number", "email", "password", "tel", "search", "date", "file", "checkbox")
WRITERS: dict[str, Callable[[dict], str]] = {f"django/forms/widgets/{name}.html": _input for name in INPUTS} | {
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
