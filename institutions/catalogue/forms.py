"""The form by which an edition of a list is sent."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import Place
from casework.staff.officer import Officer
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, text_of
from casework.tables.models.bases import Status
from institutions.catalogue.choices import ListName
from institutions.catalogue.models.edition import Edition
from institutions.catalogue.services.editions import EditionData
from institutions.catalogue.words import KINDS
from institutions.register.models.institution import Institution

WHICH_KINDS = _("Say which kinds the file is the whole list of, so that it ends no others.")
NOT_WHOLE = _(
    "Kinds are named only for a whole list of drugs, treatments and consumables. Tick the whole list, or no kind."
)
EARLIEST, LATEST = date(1998, 1, 1), date(2099, 12, 31)


def place_choices(officer: Officer) -> list[tuple[str, str]]:
    """The places whose lists her office writes. One query."""
    kinds = [Place.Kind.PROVINCE, Place.Kind.CITY, Place.Kind.COUNTY]
    own = officer.office.place
    rows = Place.objects.filter(code__startswith=own.prefix, kind__in=kinds)
    if own.kind == Place.Kind.PROVINCE:
        rows = rows | Place.objects.filter(kind=Place.Kind.COUNTRY)
    return [(row.code, row.name) for row in rows.order_by("code")]


class EditionForm(PlainForm):
    """A list as a file: which one, of which place or institution, from which day, and where it comes from."""

    list_name = forms.ChoiceField(
        label=_("List"), choices=[choice for choice in ListName.choices if choice[0] != ListName.PRICES]
    )
    place = forms.ChoiceField(label=_("Place"), help_text=_("The country's lists are for the provincial office."))
    title = text_of(Edition, "title", help_text=_("As it is known: the name of the list and its year"))
    starts_on = DayField(label=_("In force from"), earliest=EARLIEST, latest=LATEST)
    source = text_of(Edition, "source", help_text=_("The notice that says so, with its number and day"))
    status = forms.ChoiceField(label=_("How sure it is"), choices=Status.choices)
    whole = forms.BooleanField(
        label=_("The whole list: what is not in the file ends the day before"),
        required=False,
    )
    whole_of = forms.MultipleChoiceField(
        label=_("Of drugs, treatments and consumables: the whole list of"),
        help_text=_("Only what is of these kinds ends; what is of another kind stays, in the file or not."),
        choices=tuple(KINDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV up to 1,000,000 rows, XLSX up to 200,000; headers of the list in any order."),
        widget=forms.FileInput({"accept": ".csv,.xlsx", "autocomplete": "off"}),
        error_messages={"required": _("Choose a file first."), "empty": _("The file is empty (0 bytes).")},
    )

    def __init__(self, *args, officer: Officer, institution: Institution | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.institution = institution
        if institution is None:
            self.fields["place"].choices = place_choices(officer)  # type: ignore[attr-defined]
        else:
            del self.fields["list_name"], self.fields["place"], self.fields["whole_of"]

    def clean(self):
        cleaned = super().clean() or {}
        if "list_name" not in cleaned or "whole_of" not in cleaned:
            return cleaned
        whole = cleaned["whole"] and cleaned["list_name"] == ListName.ITEMS
        if whole and not cleaned["whole_of"]:
            self.add_error("whole_of", WHICH_KINDS)
        elif cleaned["whole_of"] and not whole:
            self.add_error("whole_of", NOT_WHOLE)
        return cleaned

    def edition_data(self) -> EditionData:
        """What the service takes. Only for a valid form."""
        said = {name: self.cleaned_data[name] for name in ("title", "starts_on", "source", "status", "whole")}
        if self.institution is not None:
            return EditionData(list_name=ListName.PRICES, institution=self.institution, **said)
        place = Place.objects.get(code=self.cleaned_data["place"])
        kinds = tuple(self.cleaned_data["whole_of"])
        return EditionData(list_name=self.cleaned_data["list_name"], place=place, whole_of=kinds, **said)
