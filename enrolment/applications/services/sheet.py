"""What a sheet makes of an application when it is handed in: by the counter for one, by a list for many. Writes nothing itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.where_it_opens import wrong_door
from enrolment.applications.rules.circumstances import NOTHING, Circumstances, eligibility_facts
from enrolment.applications.services.asked import Answered
from enrolment.applications.workflow import KIND, WORKFLOW
from enrolment.consent.services.notices import ShownAtIntake
from enrolment.eligibility.queries import eligibility_for
from enrolment.eligibility.rules.eligibility import Facts
from enrolment.eligibility.rules.paths import AT_AN_EMPLOYER
from enrolment.persons.queries.identity import Identity

NO_RULE = _("No rule for this path is recorded for %(date)s. Check the date on which the papers were received.")


@dataclass(frozen=True, kw_only=True)
class ApplicationData:
    """What the counter typed: who, on which path, since when the papers are here."""

    identity: Identity
    path: str
    received_on: date
    employer_uscc: str = ""
    employer_name: str = ""
    work_began_on: date | None = None
    school: str = ""
    # What the path asks of work, stay and dwelling.
    circumstances: Circumstances = NOTHING
    # The travel permit's number that a residence permit prints.
    companion: str = ""
    # What the counter says of a difference from the person's file.
    difference: str = ""
    # Handed in again: the day the papers were completed, and what became of each thing that was asked, by its code.
    completed_on: date | None = None
    answers: Mapping[str, Answered] = field(default_factory=dict)
    # What was shown of how personal information is handled; None where nobody was told yet.
    notice: ShownAtIntake | None = None


def draft_case(by: Officer, language: str) -> CaseFile:
    """An empty application's case, not written yet. A center's case belongs to the office the center is attached to."""
    return CaseFile(
        kind=KIND,
        office=by.office.handles_cases_as,
        through_center=by.office if by.office.is_attached else None,
        client_language=language,
        state=WORKFLOW.initial,
        opened_by=by.user,
        assigned_to=by.user,
    )


def facts_of(data: ApplicationData) -> Facts:
    """The facts that the eligibility rules decide by."""
    who = data.identity
    return eligibility_facts(data.path, who.kind, who.number, data.circumstances, data.received_on)


def fill_application(
    application: EnrolmentApplication, data: ApplicationData, case: CaseFile, outcome: dict | None = None
) -> None:
    """Let an application, whose person is known, say what the sheet says and the rules answer to it; all but the employer.
    `outcome`: the answer of the rules to the same facts, where it is at hand.

    Raises Blocked: no rule is in force, or it may not be opened here. One query without `outcome`.
    """
    if outcome is None:
        outcome = eligibility_for(facts_of(data), case.office.place, data.received_on)
    if not outcome["scheme"]:
        raise Blocked(Reason("no_rule_in_force", NO_RULE % {"date": data.received_on.isoformat()}, "received_on"))
    if why := wrong_door(case, data.path, outcome["opens_at"], application.person):
        raise Blocked(why)
    application.path, application.scheme = data.path, outcome["scheme"]
    application.eligibility = outcome
    application.second_review_needed = outcome["result"] == "both_rules_second_reviewer"
    application.second_reviewed_on, application.second_review_note = None, ""
    application.employer, application.work_began_on, application.school = None, None, ""
    if data.path in AT_AN_EMPLOYER:
        application.work_began_on = data.work_began_on
    elif data.path == EnrolmentApplication.Path.STUDENT:
        application.school = data.school
    application.round += 1


def body_of(data: ApplicationData) -> dict:
    """What of a sheet makes a second press the same one; only hashed."""
    return {
        "path": data.path,
        "number": data.identity.number,
        "received": data.received_on,
        "answers": _answers(data),
    }


def history_of(data: ApplicationData) -> dict:
    """What history says of a sheet that is handed in."""
    answers = _answers(data)
    said = {"path": data.path, "received_on": data.received_on.isoformat()}
    return said | ({"answers": answers} if answers else {})


def _answers(data: ApplicationData) -> dict[str, str]:
    return {code: given.answer for code, given in data.answers.items()}
