"""What the sheet asks on certain paths and of holders of certain documents: work, stay, a business, where a card is from."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.rulebook.rules.parameters import rule_by_id
from casework.steps.forms.base import StepForm
from casework.steps.forms.fields import DayField, set_bounds, text_of
from enrolment.applications.models.circumstances import ApplicationCircumstances
from enrolment.applications.queries.circumstances import employment_choices
from enrolment.applications.rules.circumstances import Circumstances
from enrolment.documents.forms import NumberField, NumberInput
from enrolment.documents.rules.acting_numbers import A_MINOR, NO_NUMBER, OWN_NUMBER, against_acting
from enrolment.documents.rules.employment_documents import NONE, against
from enrolment.documents.rules.identity_numbers import check
from enrolment.documents.rules.possible_days import AGE_OF_MAJORITY, is_of_age
from enrolment.documents.words import message_for
from enrolment.eligibility.rules.paths import BIRTH_CERTIFICATE, NEWBORN, OF_MINORS, is_asked, questions
from enrolment.persons.models.representative import Kinship

EARLIEST = date(1900, 1, 1)
LONGEST_NUMBER = 40
# What is asked of an employment document where there is one.
OF_THE_DOCUMENT = ("employment_number", "handled_on", "stay_until")
# The longest a residence document of foreigners runs (Exit-Entry Administration Law, article 30: five years).
LONGEST_STAY = timedelta(days=366 * 5)
ASKED = {
    "employment_kind": _("Choose the employment document, or say that there is none."),
    "employment_number": _("Enter the number of the employment document."),
    "handled_on": _("Enter the day on which the employment document was handled."),
    "stay_until": _("Enter until when the residence document of foreigners is valid."),
    "business_code": _("Enter the code printed on the business licence."),
    "business_name": _("Enter the name of the business as registered."),
    "card_place": _("Say where the permanent residence card was issued."),
    "guardian_name": _("Enter the name of the guardian."),
    "guardian_number": _("Enter the number of the guardian's document."),
    "guardian_relation": _("Say how the guardian is related to the child."),
    "mother_number": _("Enter the number of a document of the mother."),
    "school": _("Enter the school."),
    "employer_uscc": _("Enter the employer's code, as printed on the business licence."),
    "employer_name": _("Enter the employer's name as registered."),
    "work_began_on": _("Enter the day work began."),
}
OUTDATED = {
    "no_longer_issued": _(
        "This document was issued until 2017 only. For a later day choose the document that is issued today."
    ),
    "of_the_past": _(
        "This document had run out when the papers came: it is taken for records of its time only. Choose the one held now."
    ),
}
NOT_A_MINOR = _("By the date of birth the person was of age when the papers were received. Choose another path.")


PERMIT_OR_CERTIFICATE = _(
    "With a permit of its own a child joins as a minor; the certificate of birth is for newborns without one, and only for them."
)
AGAINST_ACTING = {
    NO_NUMBER: _("This is the number of no document a person has. Compare it with the document."),
    OWN_NUMBER: _("This is the number of the child's own document."),
    A_MINOR: _("By this number the guardian is not of age. Compare it with the document."),
}


class CircumstancesForm(StepForm):
    employment_kind = forms.ChoiceField(
        label=_("Employment document"), choices=employment_choices, widget=forms.RadioSelect, required=False
    )
    employment_number = NumberField(
        label=_("Number of the employment document"), max_length=LONGEST_NUMBER, required=False
    )
    handled_on = DayField(
        label=_("Employment document handled on"),
        required=False,
        help_text=_("The employer's 30 days run from this day (Order 16, article 4)."),
    )
    stay_until = DayField(label=_("Residence document of foreigners valid until"), required=False)
    card_place = forms.ChoiceField(
        label=_("Permanent residence card"),
        choices=ApplicationCircumstances.CardPlace.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    business_code = forms.CharField(label=_("Code of the business licence"), required=False, widget=NumberInput)
    business_name = text_of(
        ApplicationCircumstances, "business_name", label=_("Name of the business as registered"), required=False
    )
    guardian_name = text_of(
        ApplicationCircumstances, "guardian_name", label=_("Guardian's name as printed on the document"), required=False
    )
    guardian_number = NumberField(label=_("Guardian's document number"), max_length=LONGEST_NUMBER, required=False)
    guardian_relation = forms.ChoiceField(
        label=_("The guardian is"), choices=Kinship.choices, widget=forms.RadioSelect, required=False
    )
    mother_number = NumberField(
        label=_("Mother's document number"),
        max_length=LONGEST_NUMBER,
        required=False,
        help_text=_("A document by which she is on file. She acts and signs for the child."),
    )
    resident_since = DayField(label=_("Lives here since"), required=False)

    def __init__(self, *args, on: date, asks_residence: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        for name in ("handled_on", "resident_since"):
            set_bounds(self, name, earliest=EARLIEST, latest=on)
        set_bounds(self, "stay_until", earliest=EARLIEST, latest=on + LONGEST_STAY)
        # Shown with the path or kind that needs them, and needed then.
        self.needed = frozenset(ASKED) & set(self.fields)
        if not asks_residence:
            del self.fields["resident_since"]

    def check_circumstances(self, cleaned: dict) -> None:
        """What the path asks is there and fits; what it does not ask is dropped, whatever stood in fields out of sight."""
        path, kind = cleaned.get("path", ""), cleaned.get("kind", "")
        for name in set(ASKED) & set(self.fields):
            if path and not is_asked(name, path, kind):
                self._drop(name, cleaned)
        spared = OF_THE_DOCUMENT if cleaned.get("employment_kind") == NONE else ()
        for name in spared:
            self._drop(name, cleaned)
        for name in questions(path, kind):
            if not cleaned.get(name) and name not in self.errors and name not in spared:
                self.add_error(name, ASKED[name])
        self._check_employment_document(cleaned)
        self._check_business(cleaned)
        if path in OF_MINORS:
            self._check_minor(cleaned)

    def _drop(self, name: str, cleaned: dict) -> None:
        """A field that is not asked is empty, and nothing is wrong with it."""
        cleaned[name] = None if isinstance(self.fields[name], DayField) else ""
        self.errors.pop(name, None)

    def _check_business(self, cleaned: dict) -> None:
        if not cleaned.get("business_code"):
            return
        result = check("uscc", cleaned["business_code"], on=self.on)
        for reason in result.reasons:
            self.add_error("business_code", str(message_for(reason)))
        cleaned["business_code"] = result.normalised

    def _check_employment_document(self, cleaned: dict) -> None:
        code, handled = cleaned.get("employment_kind", ""), cleaned.get("handled_on")
        problem = against(code, handled, cleaned.get("received_on")) if code else ""
        if problem:
            self.add_error("employment_kind", OUTDATED[problem])
        born = cleaned.get("birth_on")
        if handled and born and handled < born:
            self.add_error("handled_on", _("The document cannot be older than its holder."))

    def _check_minor(self, cleaned: dict) -> None:
        born, received = cleaned.get("birth_on"), cleaned.get("received_on")
        if born and received and is_of_age(born, received, rule_by_id(AGE_OF_MAJORITY)):
            self.add_error("path", NOT_A_MINOR)
        if (cleaned.get("kind") == BIRTH_CERTIFICATE) != (cleaned.get("path") == NEWBORN) and cleaned.get("kind"):
            self.add_error("path", PERMIT_OR_CERTIFICATE)
        for name in ("guardian_number", "mother_number"):
            number = cleaned.get(name)
            majority = rule_by_id(AGE_OF_MAJORITY)
            if number and (code := against_acting(number, cleaned.get("number"), majority, self.on)):
                self.add_error(name, AGAINST_ACTING[code])

    def circumstances(self) -> Circumstances:
        """What the service takes. Only for a valid form."""
        cleaned = self.cleaned_data
        return Circumstances(
            employment_kind=cleaned["employment_kind"],
            employment_number=cleaned["employment_number"],
            handled_on=cleaned["handled_on"],
            stay_until=cleaned["stay_until"],
            card_place=cleaned["card_place"],
            business_code=cleaned["business_code"],
            business_name=cleaned["business_name"],
            resident_since=cleaned.get("resident_since"),
            guardian_name=cleaned["guardian_name"],
            guardian_number=cleaned["guardian_number"],
            guardian_relation=cleaned["guardian_relation"],
            mother_number=cleaned["mother_number"],
        )
