"""An application that starts from a hire: what the employer reported need not be typed again."""

from django.http import QueryDict

from casework.drafts.services.drafts import save_draft
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer
from enrolment.hires.models import Hire

FORM = "intake"


def prefill_from_hire(application: CaseFile, hire: Hire, *, by: Officer) -> None:
    """Keep the hire's facts as the draft of a new application; the counter compares them with the document."""
    fields = _employment(hire.employer) | {
        "kind": hire.kind_id,
        "number": hire.number.open_for_work(),
        "name": hire.name,
        "latin_name": hire.latin_name,
        "work_began_on": hire.work_began_on.isoformat(),
    }
    _save(application, fields, by)


def prefill_from_employer(application: CaseFile, employer: Employer, *, by: Officer) -> None:
    """Keep the employer as the draft of a new application."""
    _save(application, _employment(employer), by)


def _employment(employer: Employer) -> dict[str, str]:
    return {"path": "employed", "employer_uscc": employer.uscc, "employer_name": employer.name}


def _save(application: CaseFile, fields: dict[str, str], by: Officer) -> None:
    typed = QueryDict(mutable=True)
    typed.update({name: value for name, value in fields.items() if value})
    save_draft(application, FORM, typed, by=by)
