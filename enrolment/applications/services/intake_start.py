"""An application that starts from a hire: what the employer reported need not be typed again."""

from collections.abc import Mapping

from django.http import QueryDict

from casework.drafts.services.drafts import save_draft
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer

FORM = "intake"
TYPED, LONGEST_TYPED = ("number", "name"), 200


def prefill_from_employer(application: CaseFile, employer: Employer, *, by: Officer) -> None:
    """Keep the employer as the draft of a new application."""
    save_prefill(application, employment_of(employer), by)


def employment_of(employer: Employer) -> dict[str, str]:
    """What an employer's file says for the sheet."""
    return {"path": "employed", "employer_uscc": employer.uscc, "employer_name": employer.name}


def prefill_as_typed(application: CaseFile, typed: Mapping[str, str], *, by: Officer) -> None:
    """Keep a number or a name that was typed before as the draft of a new application; without either nothing is kept."""
    fields = {name: typed.get(name, "")[:LONGEST_TYPED] for name in TYPED}
    if any(fields.values()):
        save_prefill(application, fields, by)


def save_prefill(application: CaseFile, fields: dict[str, str], by: Officer) -> None:
    """Keep what is known as the draft of an application; what is empty is left to be typed."""
    typed = QueryDict(mutable=True)
    typed.update({name: value for name, value in fields.items() if value})
    save_draft(application, FORM, typed, by=by)
