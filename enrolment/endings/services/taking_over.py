"""A successor takes over hires and applications: their old clocks are not touched, nothing already told is told again. Cover
goes on, as it hangs on the person and not on the employer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from casework.casefile.services.events import record
from casework.engine import transitions
from casework.engine.moves import Move
from casework.mailings.services import notices
from casework.mailings.services.silence import NOT_GONE
from casework.models import CaseFile, Mailing
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.employers.models.employer import Employer
from enrolment.employers.queries.addressees import EMPLOYER
from enrolment.endings.queries.situation import going, open_applications
from enrolment.endings.rules.acts import Act
from enrolment.hires.models import Hire, HireNameKey


@dataclass(frozen=True, kw_only=True)
class Over:
    """Who hands over to whom, in the case of which act."""

    case: CaseFile
    employer: Employer
    successor: Employer
    act: Act
    by: Officer
    on: date


def take_over(over: Over, chosen: Collection[str]) -> dict[str, list[str]]:
    """Send the hires that go, and the applications with them, to the successor. Returns their references.

    Part of the transaction of the step; cases are locked in the order of their keys.
    """
    hires = list(going(over.employer, over.act, chosen).order_by("pk").values_list("pk", "application"))
    moved = {"hires": [_hire_goes(over, key) for key, _application in hires]}
    linked = [application for _key, application in hires if application]
    rows = open_applications(over.employer).order_by("pk")
    rows = rows if over.act.hires == "all" else rows.filter(pk__in=linked)
    moved["applications"] = [_application_goes(over, row) for row in rows.select_related("case")]
    return moved


def _hire_goes(over: Over, key) -> str:
    def effect(move: Move) -> None:
        Hire.objects.filter(case=move.case).update(employer=over.successor)
        if move.case.office_id != over.successor.office_id:
            # The office of the successor follows it up from now on.
            CaseFile.objects.filter(pk=key).update(office=over.successor.office_id)
            HireNameKey.objects.filter(hire=key).update(office_id=over.successor.office_id)
            move.case.refresh_from_db(fields=["office"])
        notices.readdress(move.case, over.on)
        # A letter that nobody has yet goes to the successor as well.
        waiting = Mailing.objects.filter(
            case=move.case, addressee_kind=EMPLOYER, addressee_key=str(over.employer.pk), state__in=NOT_GONE
        )
        waiting.update(addressee_key=str(over.successor.pk), office=move.case.office_id)

    facts = {"from": str(over.employer.pk), "to": str(over.successor.pk), "ending": str(over.case.pk)}
    case = transitions.follow(key, "follow_succession", by=over.by, on=over.on, facts=facts, effect=effect)
    return str(case.reference)


def _application_goes(over: Over, application: EnrolmentApplication) -> str:
    """It stays with the office that received it."""
    EnrolmentApplication.objects.filter(pk=application.pk).update(employer=over.successor)
    facts = {"from": str(over.employer.pk), "to": str(over.successor.pk), "ending": str(over.case.pk)}
    record("take_over", by=over.by, case=application.case, subject=application.person_id, facts=facts)
    return str(application.case.reference)
