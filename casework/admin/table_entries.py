"""The admin page of tables that an office enters for its place: codes with words and details."""

from typing import cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from casework.admin_bases import PlacedVersionAdmin, ScriptLabels
from casework.publication.services.house_tables import row_problems
from casework.rulebook.models import TableEntry
from casework.rulebook.table import house_tables


class TableEntryForm(forms.ModelForm):
    """The table is chosen by name; its details are written as it says."""

    table = forms.ChoiceField(label=_("table"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "table" in self.fields:
            known = sorted((str(one.name), key) for key, one in house_tables().items())
            cast("forms.ChoiceField", self.fields["table"]).choices = [(key, name) for name, key in known]
        if "details" in self.fields:
            told = " · ".join(f"{one.name}: {one.how}" for one in house_tables().values())
            self.fields["details"].help_text = told

    def clean(self):
        cleaned = super().clean() or {}
        if not self.errors:
            names = ("table", "code", "starts_on", "withdrawn", "details")
            row = TableEntry(**{name: cleaned.get(name) for name in names})
            for name, sentence in row_problems(row):
                self.add_error(name, sentence)
        return cleaned


@admin.register(TableEntry)
class TableEntryAdmin(PlacedVersionAdmin, ScriptLabels):
    """Codes, rights of decision, layouts, accounts and rates of a place. The nearest place and the latest day win."""

    form = TableEntryForm
    fields = (
        "table",
        "code",
        "place",
        "name",
        "details",
        "withdrawn",
        "starts_on",
        "source",
        "status",
        "checked_on",
        *PlacedVersionAdmin.readonly_fields,
    )
    list_display = ("table_in_words", "code", "name", "place", "withdrawn", "starts_on")
    list_select_related = ("place",)
    search_fields = ("table", "code", "name_zh_hans", "place__code", "source")

    @admin.display(description=_("table"))
    def table_in_words(self, row):
        known = house_tables().get(row.table)
        return known.name if known else row.table
