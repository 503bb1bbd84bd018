"""What an application does to the hires of the same person at the same employer.

The duty is to *apply* within the time limit (Social Insurance Law, article 58), so the clock stops on the day the papers
were received, not on the day the office finishes; an application that ends without enrolment lets it run on.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from casework.engine import transitions
from casework.engine.moves import Move
from casework.mailings.services import notices
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import rows_with_key
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.employers.models.employer import Employer
from enrolment.hires.models import Hire, HireNameKey
from enrolment.hires.services.hire_clock import close_clock, start_clock


def _hires_of(application: EnrolmentApplication, *states: str) -> list:
    """The keys of the hires of this person at this employer in some states, in a fixed order of locking."""
    if application.employer_id is None or application.person_id is None:
        return []
    hers = IdentityDocument.objects.filter(
        person=application.person_id, kind=OuterRef("kind"), number_hash=OuterRef("number_hash")
    )
    same = Hire.objects.filter(employer_id=application.employer_id, state__in=states)
    # At one employer an issuer that was never recorded is no other one.
    by_document = Q(Exists(hers.filter(issuer=OuterRef("issuer")))) | Q(Exists(hers), issuer="")
    same = same.filter(Q(person_id=application.person_id) | by_document)
    return list(same.order_by("pk").values_list("pk", flat=True))


def application_received(application: EnrolmentApplication, received_on: date, *, by: Officer, on: date) -> None:
    """The employer has applied: its hires of this person wait for the office now. An application sent again with
    another employer sets the first one's clock running."""

    def effect(move: Move) -> None:
        _link(move.case, application)
        close_clock(move.case, received_on, "applied")

    if application.round > 1:
        _reopen(application.hires.filter(state="applied").exclude(employer=application.employer_id), by=by, on=on)
    for key in _hires_of(application, "awaiting", "finding_proposed", "left"):
        transitions.follow(key, "follow_application", by=by, on=on, effect=effect)


def _link(case: CaseFile, application: EnrolmentApplication) -> None:
    Hire.objects.filter(case=case).update(application=application, person_id=application.person_id)
    HireNameKey.objects.filter(hire=case.pk).delete()
    CaseFile.objects.filter(pk=case.pk).update(subject=application.person_id)
    case.subject = application.person_id


def application_incomplete(application: EnrolmentApplication, *, by: Officer, on: date) -> None:
    """What is missing is between the client and the counter; the employer's duty was met when it was handed in."""


def application_enrolled(application: EnrolmentApplication, *, by: Officer, on: date) -> None:
    """The enrolment closes the hires; a hire reported while the application was under way is closed as well."""
    received_on = application.case.received_on

    def effect(move: Move) -> None:
        _link(move.case, application)
        Hire.objects.filter(case=move.case).update(registered_on=on)
        close_clock(move.case, received_on, "applied")

    for key in _hires_of(application, "awaiting", "applied", "finding_proposed", "left"):
        transitions.follow(key, "follow_enrolment", by=by, on=on, effect=effect)


def join_open_application(employer: Employer, key: DocumentKey, *, by: Officer, on: date) -> None:
    """A hire reported while this employer's application for the same document is under way belongs to that one."""
    open_ones = EnrolmentApplication.objects.filter(
        employer=employer,
        state__in=("submitted", "returned", "verified"),
        person__documents__in=rows_with_key(key),
    )
    application = open_ones.select_related("case", "person").first()
    if application:
        application_received(application, application.case.received_on, by=by, on=on)


def application_ended(application: EnrolmentApplication, *, by: Officer, on: date) -> None:
    """Refused or withdrawn: nobody is registered, so the clock runs on from its old start."""
    _reopen(application.hires.filter(state="applied"), by=by, on=on)


def _reopen(hires, *, by: Officer, on: date) -> None:
    def effect(move: Move) -> None:
        hire = Hire.objects.select_related("employer").get(case=move.case)
        clock = start_clock(move.case, hire)
        notices.write_owed(move.case, clock, on, "clock_stopped")

    for key in list(hires.order_by("pk").values_list("pk", flat=True)):
        transitions.follow(key, "reopen_hire", by=by, on=on, effect=effect)
