"""The form by which an edition of a list is sent, and the one by which lines are tried against the supervision rules."""

import re
import unicodedata
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.clocks.rules.due_dates import add_months
from casework.models import Place
from casework.staff.officer import Officer
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, ParagraphField, TextField, set_bounds, text_of
from casework.tables.models.bases import Status
from institutions.catalogue.choices import ListName, Sex
from institutions.catalogue.models.edition import Edition
from institutions.catalogue.queries.trying import level_of
from institutions.catalogue.rules.codes import read_diagnosis
from institutions.catalogue.rules.supervision import BillFacts
from institutions.catalogue.rules.typed_lines import read_lines
from institutions.catalogue.services.editions import EditionData
from institutions.catalogue.words import KINDS, SCHEMES, SETTINGS, line_words
from institutions.catalogue.words import PROBLEMS as LIST_PROBLEMS
from institutions.register.models.institution import Institution
from institutions.register.rules.codes import read_code as read_institution_code
from institutions.register.words import PROBLEMS as CODE_PROBLEMS

NO_INSTITUTION = _("No institution has this code.")
ONE_OF_BOTH = _("Enter the day of birth or the age, not both.")
# Of what is wrong with lines that were typed, so many are said at once.
MOST_SAID = 20
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

    needed = frozenset({"whole_of"})
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


BETWEEN_CODES = re.compile(r"[\s,;、]+")
SEX_CHOICES = [("", _("not told")), *Sex.choices]
OLDEST = 120


class TryForm(PlainForm):
    """Lines of a bill and what is known of the person: enough to ask the rules, and nothing that names her."""

    institution = TextField(label=_("National code of the institution"), max_length=40)
    lines = ParagraphField(
        label=_("Lines"),
        help_text=_(
            "One each: code, day, quantity, days supplied. Only the code is needed; a hyphen for a day that is not told."
        ),
        max_length=20_000,
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=SEX_CHOICES, required=False)
    born_on = DayField(label=_("Date of birth"), required=False)
    age = forms.IntegerField(
        label=_("Or the age in years"),
        help_text=_("Counted as if the birthday were on the day of the last line."),
        min_value=0,
        max_value=OLDEST,
        required=False,
    )
    scheme = forms.ChoiceField(label=_("Scheme"), choices=[("", _("not told")), *SCHEMES.items()], required=False)
    setting = forms.ChoiceField(
        label=_("Kind of care"), choices=[("", _("not told")), *SETTINGS.items()], required=False
    )
    diagnoses = TextField(
        label=_("Diagnosis codes"),
        help_text=_("Several with a space between them; empty: not told"),
        max_length=400,
        required=False,
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        set_bounds(self, "born_on", earliest=date(on.year - OLDEST, 1, 1), latest=on)

    def clean_institution(self):
        code = read_institution_code(self.cleaned_data["institution"])
        if code.problem:
            raise forms.ValidationError(str(CODE_PROBLEMS[code.problem]))
        found = Institution.objects.filter(code=code.text).select_related("place").first()
        if found is None:
            raise forms.ValidationError(NO_INSTITUTION)
        self.at = found
        return code.text

    def clean_lines(self):
        lines, problems = read_lines(self.cleaned_data["lines"])
        if problems:
            raise forms.ValidationError([line_words(one) for one in problems[:MOST_SAID]])
        return tuple(lines)

    def clean_diagnoses(self):
        typed = BETWEEN_CODES.split(unicodedata.normalize("NFKC", self.cleaned_data["diagnoses"]).strip(" ,;、"))
        typed = [one for one in typed if one]
        if any(read_diagnosis(one) is None for one in typed):
            raise forms.ValidationError(str(LIST_PROBLEMS["no_diagnosis"]))
        return frozenset(str(read_diagnosis(one)) for one in typed) or None

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("born_on") and cleaned.get("age") is not None:
            self.add_error("age", ONE_OF_BOTH)
        return cleaned

    def facts(self) -> BillFacts:
        """What the rules are asked about. Only for a valid form."""
        data = self.cleaned_data
        last = max((line.on for line in data["lines"] if line.on is not None), default=self.on)
        born_on = data["born_on"]
        if data["age"] is not None:
            born_on = add_months(last, -12 * data["age"])
        return BillFacts(
            sex=data["sex"],
            born_on=born_on,
            scheme=data["scheme"],
            setting=data["setting"],
            level=level_of(self.at),
            diagnoses=data["diagnoses"],
            lines=data["lines"],
        )
