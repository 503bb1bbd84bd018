"""An application that starts from a hire: what the employer reported need not be typed again."""

from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.applications.services.intake_start import employment_of, save_prefill
from enrolment.hires.models import Hire


def prefill_from_hire(application: CaseFile, hire: Hire, *, by: Officer) -> None:
    """Keep the hire's facts as the draft of a new application; the counter compares them with the document."""
    fields = employment_of(hire.employer) | {
        "kind": hire.kind_id,
        "number": hire.number.open_for_work(),
        "name": hire.name,
        "latin_name": hire.latin_name,
        "work_began_on": hire.work_began_on.isoformat(),
    }
    save_prefill(application, fields, by)
