"""What an application says, field by field, for the pages that show, verify and confirm it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.circumstances import ApplicationCircumstances
from enrolment.applications.queries.circumstances import circumstances_of, employment_choices
from enrolment.applications.rules.circumstances import Circumstances
from enrolment.documents.rules.employment_documents import NONE
from enrolment.documents.rules.identity_numbers import mask
from enrolment.eligibility.rules.paths import questions
from enrolment.persons.models.person import Sex
from enrolment.persons.models.representative import Kinship
from enrolment.persons.queries.identity import Difference, differences, values_of

# Questions that one field of the verification answers.
FIELD_OF = {"employer_uscc": "employer", "employer_name": "employer"}
FIELD_LABELS = {
    "kind": _("Identity document"),
    "number": _("Document number"),
    "name": _("Name as printed on the document"),
    "latin_name": _("Name in Latin letters"),
    "sex": _("Sex"),
    "birth_on": _("Date of birth"),
    "expires_on": _("Valid until"),
    "employer": _("Employer"),
    "work_began_on": _("Work began on"),
    "school": _("School"),
    "employment_kind": _("Employment document"),
    "employment_number": _("Number of the employment document"),
    "handled_on": _("Employment document handled on"),
    "stay_until": _("Residence document of foreigners valid until"),
    "card_place": _("Permanent residence card"),
    "business_code": _("Code of the business licence"),
    "business_name": _("Name of the business as registered"),
    "resident_since": _("Lives here since"),
    "guardian_name": _("Guardian's name as printed on the document"),
    "guardian_number": _("Guardian's document number"),
    "guardian_relation": _("The guardian is"),
    "mother_number": _("Mother's document number"),
    "language": _("Client's language"),
    "telephone": _("Telephone"),
    "address": _("Address"),
}


@dataclass(frozen=True)
class Fact:
    """A field of the application with its label and value as shown."""

    field: str
    label: object
    value: object
    lang: str = ""


def facts_of(application: EnrolmentApplication, *, unmasked: bool = False, with_kind: bool = True) -> list[Fact]:
    """Every field a paper proves, as the case has it for ever; the number in full only for the page that compares it with the
    scan, the kind of document only for those whose work needs it."""
    applicant = application.applicant
    number = applicant.number.open_for_work() if unmasked else str(applicant.number)
    employer = application.employer
    values = {
        "kind": applicant.kind.name if with_kind else "",
        "number": number,
        "name": applicant.name,
        "latin_name": applicant.latin_name,
        "sex": applicant.get_sex_display(),
        "birth_on": applicant.birth_on.isoformat(),
        "expires_on": applicant.expires_on.isoformat() if applicant.expires_on else "",
        "employer": f"{employer.name} · {employer.uscc}" if employer else "",
        "work_began_on": application.work_began_on.isoformat() if application.work_began_on else "",
        "school": application.school,
    } | _circumstances(circumstances_of(application), unmasked=unmasked, with_kind=with_kind)
    return [Fact(field, FIELD_LABELS[field], value) for field, value in values.items() if value]


def _number(number: str, *, unmasked: bool) -> str:
    return number if unmasked or not number else mask(number)


def _circumstances(said: Circumstances, *, unmasked: bool, with_kind: bool) -> dict[str, object]:
    """What of work, stay and dwelling is shown. Which document somebody works or stays by tells which identity document that is."""
    values: dict[str, object] = {
        "business_code": said.business_code,
        "business_name": said.business_name,
        "resident_since": said.resident_since.isoformat() if said.resident_since else "",
        "guardian_name": said.guardian_name,
        "guardian_number": _number(said.guardian_number, unmasked=unmasked),
        "guardian_relation": dict(Kinship.choices).get(said.guardian_relation, ""),
        "mother_number": _number(said.mother_number, unmasked=unmasked),
    }
    if not with_kind:
        return values
    return values | {
        "employment_kind": dict(employment_choices()).get(said.employment_kind, said.employment_kind),
        "employment_number": _number(said.employment_number, unmasked=unmasked),
        "handled_on": said.handled_on.isoformat() if said.handled_on else "",
        "stay_until": said.stay_until.isoformat() if said.stay_until else "",
        "card_place": dict(ApplicationCircumstances.CardPlace.choices).get(said.card_place, ""),
    }


@dataclass(frozen=True)
class AgainstFile:
    """A field in which the person's file says otherwise than the case."""

    field: str
    label: object
    on_file: str
    typed: str


def against_file(application: EnrolmentApplication) -> list[AgainstFile]:
    """Where the person's file says otherwise than the applicant, for the officers who compare the papers."""
    return shown_differences(differences(application.person, values_of(application.applicant)))


def shown_differences(found: list[Difference]) -> list[AgainstFile]:
    """Differences as a page shows them: labels, words of a choice, days; what the file keeps sealed stays masked."""
    words = {"sex": dict(Sex.choices), "language": dict(CLIENT_LANGUAGES)}
    return [
        AgainstFile(
            each.field,
            FIELD_LABELS.get(each.field, each.field),
            each.mask or str(words.get(each.field, {}).get(each.on_file, each.on_file or "—")),
            str(words.get(each.field, {}).get(each.typed, each.typed)),
        )
        for each in found
    ]


def fields_to_check(application: EnrolmentApplication) -> tuple[str, ...]:
    """The fields a reviewer compares with the papers, in the order of the verification page."""
    common = ("kind", "number", "name", "latin_name", "sex", "birth_on", "expires_on")
    applicant, said = application.applicant, circumstances_of(application)
    extra = tuple(FIELD_OF.get(name, name) for name in questions(application.path, applicant.kind_id))
    absent = {"latin_name": not applicant.latin_name, "expires_on": applicant.expires_on is None}
    # Somebody without an employment document has none to compare.
    absent |= {name: not getattr(said, name) for name in ("employment_number", "handled_on", "stay_until")}
    absent["employment_kind"] = said.employment_kind == NONE
    of_the_place = ("resident_since",) if said.resident_since else ()
    return tuple(field for field in (*common, *dict.fromkeys(extra), *of_the_place) if not absent.get(field))
