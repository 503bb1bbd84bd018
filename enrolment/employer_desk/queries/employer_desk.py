"""What the desk of one employer shows: hires with their clocks, contacts, talks, messages. A fixed number of queries."""

from dataclasses import dataclass

from casework.clocks.queries import due_from
from casework.clocks.rules.due_dates import DueDate
from casework.mailings.models.mailing import Mailing
from casework.mailings.queries import mailings_to
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.employers.models.employer import Employer, EmployerContact
from enrolment.employers.models.employer_talk import EmployerTalk
from enrolment.employers.queries.addressees import EMPLOYER
from enrolment.employers.rules import employer_registration
from enrolment.hires.models import Hire
from enrolment.hires.queries.hire_rows import HireRow, row_of, with_clocks

MOST = 50


def hires_of(employer: Employer, officer: Officer, *, closed: bool) -> list[HireRow]:
    """The open hires by days left, or the newest closed ones. Two queries."""
    visible = CaseFile.objects.visible_to(officer)
    rows = Hire.objects.filter(employer=employer, case__in=visible, case__is_open=not closed)
    order = ("-case__closed_on", "-case__opened_at") if closed else ("case__due_on", "case__opened_at")
    return [row_of(hire, officer.on) for hire in with_clocks(rows).order_by(*order)[: MOST + 1]]


@dataclass(frozen=True)
class OwnRegistration:
    """The employer's own registration: when it was due, and whether it came later."""

    due: DueDate
    late: bool


def own_registration(employer: Employer) -> OwnRegistration | None:
    """The limit of article 57 for an employer whose founding day is known."""
    if employer.founded_on is None:
        return None
    due = due_from(employer_registration.RULE_ID, employer.founded_on, place=employer.place_id)
    return OwnRegistration(due, employer.registered_on > due.legal_on)


def contacts_of(employer: Employer) -> list[EmployerContact]:
    """Whom to reach today. One query."""
    return list(employer.contacts.filter(ends_on=None))


def talks_of(employer: Employer) -> list[EmployerTalk]:
    """The newest entries of the contact log. One query."""
    return list(employer.talks.select_related("by", "case")[:20])


def mailings_of(employer: Employer) -> list[Mailing]:
    """The newest messages to this employer. One query."""
    return list(mailings_to(EMPLOYER, employer.pk)[:20])


def applications_of(employer: Employer, officer: Officer) -> list[EnrolmentApplication]:
    """Its open applications this officer may know of. One query."""
    visible = CaseFile.objects.visible_to(officer).filter(is_open=True)
    rows = EnrolmentApplication.objects.filter(employer=employer, case__in=visible)
    return list(rows.select_related("case", "person").order_by("case__due_on")[:MOST])
