"""The first day of work as the employer reported it."""

import uuid
from datetime import date

from casework.models import Office
from enrolment.documents.queries import number_hash
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.employers.models.employer import Employer
from enrolment.hires.models import Hire

OPEN = ("awaiting", "finding_proposed")


def reported_start(employer: Employer, key: DocumentKey, office: Office) -> tuple[date, uuid.UUID] | None:
    """The start of the one open hire of a document that an employer reported to an office, and its case; None without one, or
    with two that differ. One query."""
    rows = Hire.objects.filter(employer=employer, state__in=OPEN, kind=key.kind, number_hash=number_hash(key.number))
    rows = rows.filter(issuer__in=("", key.issuer), case__office=office)
    found = dict(rows.order_by("pk").values_list("work_began_on", "pk")[:2])
    return next(iter(found.items())) if len(found) == 1 else None
