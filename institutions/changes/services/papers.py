"""The notice of what happened to a designation, or that it was declined: the act with its day and what it does, the remedies,
and a place for the day on which it was served."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import NO_REMEDIES, frozen, head, lacks_remedies, remedies
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from institutions.applications.services.papers import who, words_of
from institutions.changes.models import DesignationChange
from institutions.changes.rules.acts import acts
from institutions.changes.states import DESIGNATION_CHANGE_KIND
from institutions.changes.words import does
from institutions.designation.models.entry import DesignationEntry
from institutions.register.models.institution import Institution
from institutions.register.queries.addressee import language_of
from institutions.register.rules.kinds import services

NOTICE = PaperKind("designation_change_notice", _("Notice about a designation"), "2")
register_paper(NOTICE)
DECIDED = ("recorded", "declined")
NOT_NOW = _("This paper is not issued in the present state of the case.")

register_offers(
    DESIGNATION_CHANGE_KIND,
    lambda case: [(NOTICE.kind, NOTICE.name, "issue_designation_change_notice")] if case.state in DECIDED else [],
)


def issue_designation_change_notice(
    case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None
) -> IssuedPaper:
    """Issue the notice of a decided change. Raises Blocked when it is not decided or the remedies are not on record,
    OperationMismatch, PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if case.state not in DECIDED:
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    change = DesignationChange.objects.select_related("institution__place", "successor").get(case=case)
    languages = languages_for(language_of(change.institution_id) or case.client_language)
    facts = head(case, by, on) | who(change.institution) | _said_of(change) | remedies(case.office)
    if lacks_remedies(facts):
        raise Blocked(Reason("no_remedies", NO_REMEDIES))
    facts["texts"] = texts_for(languages, ("remedies",), on, notice=True)
    return issue_paper(case, NOTICE.kind, facts, languages=languages, by=by, on=on, op=op)


def _said_of(change: DesignationChange) -> dict:
    act = acts()[change.act]
    rows = DesignationEntry.objects.filter(belongs="termination", code=change.cause, published_at__isnull=False)
    cause = rows.order_by("starts_on").last() if change.cause else None
    return {
        "declined": change.state == "declined",
        "reason": change.decline_reason,
        "act": {column.replace("_", "-"): text for column, text in act.words.items()},
        "day_label": {column.replace("_", "-"): text for column, text in act.day.items()},
        "day": change.takes_effect_on,
        "until": change.ends_on,
        "services": [words_of(services()[code]) for code in change.services],
        "departments": list(change.departments),
        "particulars": [
            {"item": frozen(Institution._meta.get_field(item).verbose_name), "value": value}  # type: ignore[union-attr]
            for item, value in change.particulars.items()
        ],
        "number": change.number,
        "cause": in_each_language(cause, "name") if cause else None,
        "cause_source": cause.source if cause else "",
        "basis": change.basis,
        "settled": change.settled.splitlines(),
        "successor": in_each_language(change.successor, "name") if change.successor else None,
        "decided_on": change.decided_on,
        "does": [frozen(effect) for effect in does(act)],
        "source": act.source,
    }
