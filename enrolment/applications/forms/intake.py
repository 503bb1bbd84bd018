"""The one-screen intake: document first, then who, then the path."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.models import CaseFile
from casework.rulebook.rules.parameters import rule_by_id
from casework.steps.forms.fields import DayField, TextField, set_bounds, text_of
from enrolment.applications.forms.asked import Questions
from enrolment.applications.forms.circumstances import EARLIEST, CircumstancesForm
from enrolment.applications.models.applicant import Applicant
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.known_employer import known_employer
from enrolment.applications.services.sheet import ApplicationData
from enrolment.documents.forms import IssuerField, NumberInput
from enrolment.documents.models import DocumentKind
from enrolment.documents.rules.document_key import COMPANIONS, DocumentKey
from enrolment.documents.rules.identity_numbers import check
from enrolment.documents.rules.possible_days import (
    GREATEST_AGE,
    LEAST_WORKING_AGE,
    against_birth,
    against_validity,
    against_work,
)
from enrolment.documents.words import DAYS, message_for
from enrolment.eligibility.queries import asks_residence
from enrolment.eligibility.rules.paths import AT_AN_EMPLOYER, PASSPORT
from enrolment.employers.forms import checked_uscc
from enrolment.employers.models.employer import Employer
from enrolment.employers.queries.standing import why_ended
from enrolment.persons.models.person import Person
from enrolment.persons.queries.identity import Identity

CODE_NOT_ON_RECORD = _(
    "The check characters of this code do not fit. If the licence shows exactly this code, register the employer on its own page "
    "first and confirm it there; then it is taken here."
)


class IntakeForm(CircumstancesForm):
    kind = forms.ChoiceField(label=_("Identity document"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("Document number"), widget=NumberInput, strip=True)
    issuer = IssuerField()
    expires_on = DayField(label=_("Valid until"), required=False)
    companion = forms.CharField(
        label=_("Number of the travel permit"),
        required=False,
        widget=NumberInput,
        help_text=_("Printed on the back of a residence permit. By it both documents become one person's."),
    )
    name = text_of(
        Person, "name", label=_("Name as printed on the document"), help_text=_("Do not convert between scripts.")
    )
    latin_name = text_of(Person, "latin_name")
    birth_on = DayField(
        label=_("Date of birth"),
        required=False,
        help_text=_("Year first: 1990-01-01. Read from an 18-character number."),
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=Person.Sex.choices, widget=forms.RadioSelect, required=False)
    language = forms.ChoiceField(label=_("Client's language"), choices=CLIENT_LANGUAGES, initial="zh-hant")
    telephone = TextField(label=_("Telephone"), max_length=30, required=False)
    address = TextField(label=_("Address on the mainland"), max_length=200, required=False)
    path = forms.ChoiceField(label=_("Joins as"), choices=EnrolmentApplication.Path.choices, widget=forms.RadioSelect)
    employer_uscc = forms.CharField(
        label=_("Employer's Unified Social Credit Code"), required=False, widget=NumberInput
    )
    employer_name = text_of(Employer, "name", label=_("Employer's name as registered"), required=False)
    work_began_on = DayField(label=_("Work began on"), required=False)
    school = text_of(EnrolmentApplication, "school")
    difference = forms.ChoiceField(
        label=_("What of the difference?"),
        choices=Applicant.Difference.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    received_on = DayField(label=_("Papers received on"), help_text=_("The day the client handed the papers over."))
    completed_on = DayField(
        label=_("Papers completed on"), help_text=_("The day the client came back; the first day above stays.")
    )

    def __init__(self, *args, on: date, case: CaseFile | None = None, asked: Questions | None = None, **kwargs):
        super().__init__(*args, on=on, asks_residence=case is not None and _asks_residence(case, on), **kwargs)
        self.case, self.asked = case, asked or Questions()
        self.needed |= {"issuer"}
        # What only some are asked stands behind what everybody is.
        self.order_fields([name for name in self.fields if name not in CircumstancesForm.base_fields])
        if self.asked.things:
            self.fields |= self.asked.fields()
        else:
            del self.fields["completed_on"]
        self.fields["kind"].choices = [(kind.code, kind.name) for kind in DocumentKind.objects.filter(intake=True)]
        for name in {"birth_on", "received_on", "work_began_on", "completed_on"} & set(self.fields):
            set_bounds(self, name, earliest=EARLIEST, latest=on)
        set_bounds(self, "expires_on", latest=on + timedelta(days=366 * 30))

    def clean(self):
        cleaned = super().clean()
        self.fields["issuer"].for_kind(self, cleaned)
        self._check_number(cleaned)
        self._check_companion(cleaned)
        self._check_validity(cleaned)
        self._check_path(cleaned)
        self._check_completed(cleaned)
        self.asked.check(self, cleaned)
        return cleaned

    def _check_completed(self, cleaned: dict) -> None:
        completed, asked_on = (
            cleaned.get("completed_on"),
            max((thing.asked_on for thing in self.asked.things), default=None),
        )
        if completed and asked_on and completed < asked_on:
            text = _("The papers were asked for on %(date)s; they cannot have been completed before.")
            self.add_error("completed_on", text % {"date": asked_on.isoformat()})

    def _check_number(self, cleaned: dict) -> None:
        kind, number = cleaned.get("kind"), cleaned.get("number")
        if not kind or not number:
            return
        typed = {"birth_on": cleaned.get("birth_on"), "sex": cleaned.get("sex") or None}
        result = check(kind, number, on=self.on, **typed)
        for reason in result.reasons:
            field = {"birth_date_differs": "birth_on", "sex_differs": "sex"}.get(reason.code, "number")
            self.add_error(field, message_for(reason))
        cleaned["number"] = result.normalised
        cleaned["issue_count"] = int(result.issue) if result.issue else None
        # What the number itself says need not be typed.
        cleaned["birth_on"] = cleaned.get("birth_on") or result.birth_on
        cleaned["sex"] = cleaned.get("sex") or result.sex or ""
        self._need(cleaned, "birth_on", _("Enter the date of birth printed on the document."))
        self._need(cleaned, "sex", _("Choose the sex printed on the document."))

    def _check_companion(self, cleaned: dict) -> None:
        kind, number = COMPANIONS.get(cleaned.get("kind", "")), cleaned.get("companion")
        if not kind or not number:
            cleaned["companion"] = ""
            return
        result = check(kind, number, on=self.on)
        for reason in result.reasons:
            self.add_error("companion", message_for(reason))
        cleaned["companion"] = result.normalised

    def _need(self, cleaned: dict, field: str, message) -> None:
        if not cleaned.get(field) and field not in self.errors and "number" not in self.errors:
            self.add_error(field, message)

    def _check_validity(self, cleaned: dict) -> None:
        expires, received = cleaned.get("expires_on"), cleaned.get("received_on")
        if expires and received and expires < received:
            self.add_error("expires_on", _("The document had run out when the papers were received."))
        born = cleaned.get("birth_on")
        if born and received and born > received:
            self.add_error("birth_on", _("The date of birth lies after the day the papers were received."))
        elif against_birth(born, self.on, rule_by_id(GREATEST_AGE)) == "born_too_long_ago":
            self._say_day("birth_on", "born_too_long_ago")
        self._say_day("expires_on", against_validity(born, None, expires).get("expires_on", ""))
        if against_work(born, cleaned.get("work_began_on"), rule_by_id(LEAST_WORKING_AGE)) == "work_before_birth":
            self._say_day("work_began_on", "work_before_birth")

    def _say_day(self, field: str, code: str) -> None:
        if code and field not in self.errors:
            self.add_error(field, DAYS[code])

    def _check_path(self, cleaned: dict) -> None:
        employed = cleaned.get("path") in AT_AN_EMPLOYER
        if employed:
            self._take_over_employer(cleaned)
        self.check_circumstances(cleaned)
        if employed and cleaned.get("employer_uscc"):
            self._check_code(cleaned)

    def _take_over_employer(self, cleaned: dict) -> None:
        """What is on record under the code, and what the employer itself reported, need not be typed."""
        code, number = cleaned.get("employer_uscc"), cleaned.get("number")
        typed = cleaned.get("employer_name") and cleaned.get("work_began_on")
        typed = typed and (cleaned.get("handled_on") or cleaned.get("kind") != PASSPORT)
        if not code or self.case is None or (typed and not self.asked.things):
            return
        key = DocumentKey(cleaned.get("kind", ""), number, cleaned.get("issuer", "")) if number else None
        known = known_employer(code, key, case=self.case, on=self.on)
        asked = {thing.code for thing in self.asked.things}
        if known and "employer" in asked and cleaned.get("employer_name") not in ("", None, known.name):
            text = _("On record this employer is called %(name)s. Its name is changed on the employer's own page.")
            self.add_error("employer_name", text % {"name": known.name})
        if known:
            cleaned["employer_name"] = cleaned.get("employer_name") or known.name
            if "work_began_on" not in self.errors:
                cleaned["work_began_on"] = cleaned.get("work_began_on") or known.began_on
            if "handled_on" not in self.errors:
                cleaned["handled_on"] = cleaned.get("handled_on") or known.handled_on

    def _check_code(self, cleaned: dict) -> None:
        """A code whose check characters do not fit is taken once the employer is on record: confirmed from its licence."""
        result = checked_uscc(self, cleaned, "employer_uscc", self.on)
        known = Employer.objects.filter(uscc=cleaned["employer_uscc"]).only("pk").first()
        if known and (ended := why_ended(known.pk, self.on)):
            self.add_error("employer_uscc", ended)
        if not (result and result.confirmable):
            return
        if not Employer.objects.filter(uscc=result.normalised, code_confirmed_at__isnull=False).exists():
            self.add_error("employer_uscc", CODE_NOT_ON_RECORD)

    def application_data(self) -> ApplicationData:
        """What the service takes. Only for a valid form."""
        cleaned = self.cleaned_data
        who = Identity(
            **{
                name: cleaned[name]
                for name in (
                    "kind",
                    "number",
                    "issuer",
                    "name",
                    "latin_name",
                    "sex",
                    "birth_on",
                    "expires_on",
                    "language",
                )
            },
            issue_count=cleaned["issue_count"],
            telephone=cleaned["telephone"],
            address=cleaned["address"],
        )
        return ApplicationData(
            identity=who,
            companion=cleaned["companion"],
            difference=cleaned["difference"],
            path=cleaned["path"],
            received_on=cleaned["received_on"],
            completed_on=cleaned.get("completed_on"),
            answers=self.asked.answers(cleaned),
            employer_uscc=cleaned["employer_uscc"],
            employer_name=cleaned["employer_name"],
            work_began_on=cleaned["work_began_on"],
            school=cleaned["school"],
            circumstances=self.circumstances(),
        )


def _asks_residence(case: CaseFile, on: date) -> bool:
    """Whether a rule of the place asks how long somebody has lived there, for papers of now or of the day they were received."""
    days = {on, case.received_on or on}
    return any(asks_residence(case.office.place, day) for day in days)
