"""What an application says, field by field, for the pages that show, verify and confirm it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from enrolment.applications.models.application import EnrolmentApplication

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
}


@dataclass(frozen=True)
class Fact:
    """A field of the application with its label and value as shown."""

    field: str
    label: object
    value: object
    lang: str = ""


def facts_of(application: EnrolmentApplication, *, unmasked: bool = False, with_kind: bool = True) -> list[Fact]:
    """Every field a paper proves; the number in full only for the page that compares it with the scan, the kind of
    document only for those whose work needs it."""
    person, document = application.person, application.document
    number = document.number.open_for_work() if unmasked else str(document.number)
    employer = application.employer
    values = {
        "kind": document.kind.name if with_kind else "",
        "number": number,
        "name": person.name,
        "latin_name": person.latin_name,
        "sex": person.get_sex_display(),
        "birth_on": person.birth_on.isoformat(),
        "expires_on": document.expires_on.isoformat() if document.expires_on else "",
        "employer": f"{employer.name} · {employer.uscc}" if employer else "",
        "work_began_on": application.work_began_on.isoformat() if application.work_began_on else "",
        "school": application.school,
    }
    return [Fact(field, FIELD_LABELS[field], value) for field, value in values.items() if value]


def missing_of(application: EnrolmentApplication, papers: dict[str, str]) -> list[dict]:
    """What a returned application lacks, in words: fields with the reviewer's reason, and papers by their names."""
    checks = application.field_checks.filter(round=application.round, agrees=False)
    reasons = {check.field: check.get_mismatch_display() for check in checks}
    return [
        {"label": papers.get(code) or FIELD_LABELS.get(code, code), "reason": reasons.get(code, "")}
        for code in application.missing
    ]
