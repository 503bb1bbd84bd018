"""Papers that may follow: asked for and promised by the client herself, recorded, and in before anything is decided."""

import uuid
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, ChecklistItem
from casework.rulebook.queries import working_calendar
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.promised import PromisedPaper
from enrolment.applications.queries.checklists import checklist_for, items_for, lacking

NOTHING_FOLLOWS = _("Not every paper that is missing may follow here. Issue the one-time notice instead.")
NOT_HERE = _("Add a scan of the paper first, or say that you have seen the original.")

TAKEN_IN = _("This paper was taken in on %(day)s already. Nothing was changed.")
CLOSED = _("The case has ended meanwhile. Nothing was changed.")


def promise_papers(application: EnrolmentApplication, case: CaseFile, *, by: Officer, on: date) -> list[PromisedPaper]:
    """Take the promise of everything that is missing, within the days of this place's list. Raises Blocked when something that
    is missing may not follow. Four queries and one a paper."""
    items = {item.code: item for item in items_for(case, on, application.path, application.applicant.kind_id)}
    missing = [items[paper.code] for paper in lacking(checklist_for(case, list(items.values())))]
    if not missing or not all(item.may_follow for item in missing):
        raise Blocked(Reason("nothing_follows", NOTHING_FOLLOWS))
    rows = [_promise(application, item, by, on) for item in missing]
    facts = {"papers": [row.code for row in rows], "due": max(row.due_on for row in rows).isoformat()}
    record("promise_papers", by=by, case=case, subject=application.person_id, facts=facts)
    return rows


def _promise(application: EnrolmentApplication, item: ChecklistItem, by: Officer, on: date) -> PromisedPaper:
    due = working_calendar().add_working_days(on, item.follow_days or 0)
    made = {"item": item, "promised_on": on, "due_on": due, "promised_to": by.user}
    # Handed in again, what was promised before stands as it was promised.
    row, _fresh = PromisedPaper.objects.get_or_create(application=application, code=item.code, defaults=made)
    return row


@transaction.atomic
def take_in_promised(case_id: uuid.UUID, code: str, *, original_seen: bool, by: Officer, on: date) -> PromisedPaper:
    """A promised paper is here: by a scan on the case, or seen by this officer.

    Raises Blocked without either, for a paper that was taken in before and when the case has ended meanwhile, PermissionDenied
    for a paper that nobody promised, CaseFile.DoesNotExist.
    """
    by.must("take_in_promised")
    visible_or_404(case_id, by)
    case = CaseFile.objects.select_for_update(of=("self",)).get(pk=case_id)
    row = PromisedPaper.objects.filter(application=case_id, code=code).first()
    if row is None:
        raise PermissionDenied("nothing of the kind was promised")
    # A second press, another window, or a page that is no longer true.
    if row.brought_on:
        raise Blocked(Reason("taken_in_already", TAKEN_IN % {"day": row.brought_on.isoformat()}))
    if not case.is_open:
        raise Blocked(Reason("case_closed", CLOSED))
    if not original_seen and not case.evidence.filter(item=code, withdrawn_at=None).exists():
        raise Blocked(Reason("not_here", NOT_HERE, "original_seen"))
    row.brought_on, row.taken_in_by = on, by.user
    row.save(update_fields=["brought_on", "taken_in_by"])
    facts = {"paper": code, "late": on > row.due_on}
    record("take_in_promised", by=by, case=case, subject=case.subject, facts=facts)
    return row
