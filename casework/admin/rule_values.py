"""The admin page of values of rules that an office enters for its place."""

from typing import cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from casework.admin_bases import PlacedVersionAdmin
from casework.publication.services.rule_values import how_to_write, rule_name, value_problems
from casework.rulebook.models import RuleValue
from casework.rulebook.table import code_words, enterable_rules


class RuleValueForm(forms.ModelForm):
    """Rules and people are chosen by name; the value is typed as the rule's unit wants it."""

    rule = forms.ChoiceField(label=_("rule"))
    person = forms.ChoiceField(label=_("for whom"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = enterable_rules()
        if "rule" in self.fields:
            rule, person = (cast("forms.ChoiceField", self.fields[name]) for name in ("rule", "person"))
            named = sorted((rule_name(one.rule), rule_id) for rule_id, one in known.items())
            rule.choices = [(rule_id, f"{name} ({how_to_write(known[rule_id])})") for name, rule_id in named]
            codes = list(dict.fromkeys(code for one in known.values() for code in one.persons))
            person.choices = [
                ("", _("for everybody")),
                *((code, code_words(code)) for code in codes),
            ]

    def clean(self):
        cleaned = super().clean() or {}
        if not self.errors:
            cleaned["value"] = self._code_of(cleaned)
            names = ("rule", "person", "value", "starts_on", "until")
            row = RuleValue(**{name: cleaned.get(name) for name in names})
            for name, sentence in value_problems(row, cleaned.get("place")):
                self.add_error(name, sentence)
        return cleaned

    @staticmethod
    def _code_of(cleaned):
        """The code of a value that was typed in words."""
        one = enterable_rules().get(cleaned["rule"])
        codes = one.rule.choices if one else ()
        return next((code for code in codes if cleaned["value"].strip() == str(code_words(code))), cleaned["value"])


@admin.register(RuleValue)
class RuleValueAdmin(PlacedVersionAdmin):
    """Windows, premiums, waits, rewards, fees and years of a place. The nearest place and the latest day win."""

    form = RuleValueForm
    fields = (
        "rule",
        "person",
        "place",
        "value",
        "starts_on",
        "until",
        "source",
        "status",
        "checked_on",
        *PlacedVersionAdmin.readonly_fields,
    )
    list_display = ("rule_in_words", "person_in_words", "place", "value_in_words", "starts_on", "until")
    list_select_related = ("place",)
    search_fields = ("rule", "place__code", "source")

    @admin.display(description=_("rule"))
    def rule_in_words(self, row):
        known = enterable_rules().get(row.rule)
        return rule_name(known.rule) if known else row.rule

    @admin.display(description=_("value"))
    def value_in_words(self, row):
        return code_words(row.value)

    @admin.display(description=_("for whom"))
    def person_in_words(self, row):
        return code_words(row.person) if row.person else _("for everybody")
