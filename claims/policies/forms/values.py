"""The values of a draft as a form: each typed as a person writes it, with what was typed kept when something is wrong."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, ParagraphField, clean_text
from claims.policies.text.allowed import CHOICE, CODE, DATE, FLAG, NUMBER, engine_path
from claims.policies.text.values import Section, Value
from claims.policies.text.writing import Change
from claims.policies.words.places import code_words
from claims.policies.words.problems import message_of
from claims.settlement.rules.reading.choice_reader import NONE
from claims.settlement.rules.records.errors import Problem
from claims.words.typed import tidy

# Texts longer than this are shown on several lines.
ONE_LINE = 60
NOT_STATED = _("not stated")


@dataclass(frozen=True)
class Cell:
    """A value with its field, and the fields of its source."""

    value: Value
    field: BoundField
    sources: tuple["Cell", ...] = ()

    @property
    def open(self) -> bool:
        """Whether the fold of its source must stand open."""
        return any(cell.field.errors for cell in self.sources)


class ValuesForm(PlainForm):
    """Every value of a draft. `seen` is when the draft shown was saved, `was` what each field held then."""

    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args, values: Iterable[Value], **kwargs):
        super().__init__(*args, **kwargs)
        self.values = {value.name: value for value in values}
        self.changes: list[Change] = []
        for name, value in self.values.items():
            self.fields[name] = _field_of(value)
        self.fields["was"].initial = json.dumps(self.held(), ensure_ascii=False)

    def held(self) -> dict[str, str]:
        """What each field shows of the stored draft."""
        return {name: typed_form(value) for name, value in self.values.items()}

    def touched(self) -> dict[str, str]:
        """What was typed where it is not what the page had shown."""
        was = self._was()
        held = self.held()
        typed = {name: _one_newline(self.data[name]) for name in self.values if name in self.data}
        return {name: text for name, text in typed.items() if text != was.get(name, held[name])}

    def _was(self) -> dict[str, str]:
        try:
            was = json.loads(self.data.get("was") or "{}")
        except ValueError:
            return {}
        return {name: text for name, text in was.items() if type(text) is str} if type(was) is dict else {}

    def clean(self):
        """Find what changes; a field nobody touched is left as it stands, mistakes too."""
        for name, typed in self.touched().items():
            value = self.values[name]
            try:
                meant = meaning(value, typed)
            except ValidationError as error:
                self.add_error(name, error)
                continue
            if meant != value.text:
                self.changes.append(Change(value.path, value.kind, meant or None))
        return self.cleaned_data

    def rebased(self, values: Iterable[Value], saved_at) -> "ValuesForm":
        """The same typing over a draft that was saved elsewhere: untouched fields show it, touched ones say what it holds."""
        touched, was = self.touched(), self._was()
        fresh = ValuesForm(values=values)
        held = fresh.held()
        data = held | {name: text for name, text in touched.items() if name in held}
        envelope = {"seen": saved_at.isoformat(), "was": json.dumps(held, ensure_ascii=False)}
        made = ValuesForm(data | envelope, values=fresh.values.values())
        for name, text in touched.items():
            if name in held and held[name] not in (was.get(name), text):
                value = fresh.values[name]
                shown = dict(_choices(value)).get(held[name]) if value.kind in (CHOICE, FLAG) else held[name]
                made.add_error(name, _("Saved in the meantime as “%(value)s”.") % {"value": shown or NOT_STATED})
        return made

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Each mistake beside the field it is about, or on top where it is about none."""
        paths = {name: engine_path(value.path) for name, value in self.values.items()}
        changed = {name for name, value in self.values.items() if value.path in {each.path for each in self.changes}}
        for problem in problems:
            name = _field_for(problem.path, paths, changed)
            text = message_of(problem)
            self.add_error(name, text if name else f"{problem.path}: {text}")

    def sheet(self, sections: Iterable[Section]) -> list[dict]:
        """The sections with their fields, for the page."""
        return [
            {"section": section, "groups": [self._group(group) for group in section.groups]} for section in sections
        ]

    def _group(self, group) -> dict:
        sources = tuple(Cell(each, self[each.name]) for each in group.sources)
        cells = [
            Cell(value, self[value.name], tuple(Cell(each, self[each.name]) for each in value.sources))
            for value in group.values
        ]
        return {"group": group, "head": Cell(group, None, sources), "cells": cells}


def _field_for(path: str, paths: dict[str, str], changed: set[str]) -> str | None:
    """The field of a problem's path: the same, the nearest around it, or one inside, first of those that changed."""
    same = [name for name, at in paths.items() if at == path]
    around = sorted(
        (name for name, at in paths.items() if path.startswith((f"{at}.", f"{at}["))), key=lambda n: -len(paths[n])
    )
    inside = [name for name, at in paths.items() if path and at.startswith((f"{path}.", f"{path}["))]
    inside.sort(key=lambda name: name not in changed)
    return next(iter((*same, *around, *inside)), None)


def _field_of(value: Value) -> forms.CharField:
    """One field. What is typed is judged when the whole is read, so that only what changes is judged."""
    return forms.CharField(
        label=value.full, required=False, strip=False, initial=typed_form(value), widget=_widget(value)
    )


def _widget(value: Value) -> forms.Widget:
    kind = value.kind
    if kind in (CHOICE, FLAG):
        return forms.Select(choices=_choices(value))
    if kind == NUMBER:
        return forms.TextInput(attrs={"inputmode": "decimal", "maxlength": "60", "class": "figure-field"})
    if kind == DATE:
        return forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "40", "class": "date-field"})
    if kind == CODE:
        return forms.TextInput(attrs={"maxlength": "80", "class": "code-field", "spellcheck": "false"})
    if "\n" in value.text or len(value.text) > ONE_LINE or value.path[-1] in ("source", "note"):
        return forms.Textarea(attrs={"rows": 2, "maxlength": "2000"})
    return forms.TextInput(attrs={"maxlength": "2000"})


def _choices(value: Value) -> list[tuple[str, str]]:
    words = ("true", "false") if value.kind == FLAG else value.allowed.words
    if value.exists and value.text not in words:
        words = (value.text, *words)
    made = [(word, code_words(value.place.key, word)) for word in words]
    return [("", NOT_STATED), *made] if value.optional else made


def typed_form(value: Value) -> str:
    """A value as it stands in its field; "none" in the reader's language."""
    return code_words("", NONE) if value.kind in (NUMBER, CODE) and value.text == NONE else value.text


def meaning(value: Value, typed: str) -> str:
    """What is written into the text for what was typed; empty takes the value away. Raises ValidationError."""
    text = _cleaned(value, typed)
    if not text and not value.optional:
        raise ValidationError(_("Fill this in."), code="required")
    return text


def _cleaned(value: Value, typed: str) -> str:
    kind = value.kind
    if kind in (CHOICE, FLAG):
        if typed not in dict(_choices(value)):
            raise ValidationError(_("Choose one of the list."), code="invalid_choice")
        return typed
    if kind == DATE:
        day = DayField(required=False).clean(typed)
        return day.isoformat() if day else ""
    if kind in (NUMBER, CODE):
        text = tidy(clean_text(typed)) if kind == NUMBER else unicodedata.normalize("NFKC", clean_text(typed))
        return NONE if text == code_words("", NONE) else text
    return ParagraphField(required=False).clean(typed)


def _one_newline(text: str) -> str:
    """Browsers send CR LF."""
    return text.replace("\r\n", "\n")
