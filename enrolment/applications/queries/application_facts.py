"""What an application says, field by field, for the pages that show, verify and confirm it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.persons.models.person import Sex
from enrolment.persons.queries.identity import Difference, differences, values_of

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
    "language": _("Client's language"),
    "telephone": _("Telephone"),
    "address": _("Address in Fujian"),
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
    }
    return [Fact(field, FIELD_LABELS[field], value) for field, value in values.items() if value]


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
    extra = {"employed": ("employer", "work_began_on"), "student": ("school",)}.get(application.path, ())
    applicant = application.applicant
    absent = {"latin_name": not applicant.latin_name, "expires_on": applicant.expires_on is None}
    return tuple(field for field in common + extra if not absent.get(field))
