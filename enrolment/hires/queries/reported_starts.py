"""The first day of work, and the day of the employment document, as the employer reported them."""

from casework.models import Office
from enrolment.applications.queries.known_employer import ReportedStart
from enrolment.documents.queries import number_hash
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.employers.models.employer import Employer
from enrolment.hires.models import Hire

OPEN = ("awaiting", "finding_proposed")


def reported_start(employer: Employer, key: DocumentKey, office: Office) -> ReportedStart | None:
    """The start of the one open hire of a document that an employer reported to an office, and its case; None without one, or
    with two that differ. One query."""
    rows = Hire.objects.filter(employer=employer, state__in=OPEN, kind=key.kind, number_hash=number_hash(key.number))
    rows = rows.filter(issuer__in=("", key.issuer), case__office=office)
    found = {(row.work_began_on, row.document_handled_on): row.pk for row in rows.order_by("pk")[:2]}
    if len(found) != 1:
        return None
    (((began_on, handled_on), case),) = found.items()
    return ReportedStart(began_on, case, handled_on)
