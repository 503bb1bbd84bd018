"""The papers of an inspection: the findings with the right to reply, and the receipt for a suspected breach that is handed over."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from institutions.applications.services.papers import who
from institutions.designation.models.entry import DesignationEntry
from institutions.register.queries.addressee import language_of
from institutions.supervision.models import Inspection, InspectionFinding, StruckFinding
from institutions.supervision.states import INSPECTION_KIND

FINDINGS = PaperKind("inspection_findings", _("Findings of an inspection"), "2")
RECEIPT = PaperKind("breach_receipt", _("Hand-over of a suspected breach, with receipt"), "2")
KINDS = {kind.kind: kind for kind in (FINDINGS, RECEIPT)}
for _kind in KINDS.values():
    register_paper(_kind)
OF_STATE = {
    "told": (FINDINGS,),
    "replied": (FINDINGS,),
    "rectifying": (FINDINGS,),
    "handed_over": (RECEIPT,),
}
NOT_NOW = _("This paper is not issued in the present state of the case.")

register_offers(
    INSPECTION_KIND,
    lambda case: [(kind.kind, kind.name, f"issue_{kind.kind}") for kind in OF_STATE.get(case.state, ())],
)


def issue_inspection_paper(
    case: CaseFile, kind: PaperKind, *, by: Officer, on: date, op: uuid.UUID | None = None
) -> IssuedPaper:
    """Issue the paper. Raises Blocked when the case is not at it, OperationMismatch, PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if kind not in OF_STATE.get(case.state, ()):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    row = Inspection.objects.select_related("institution__place").get(case=case)
    languages = languages_for(language_of(row.institution_id) or case.client_language)
    facts = head(case, by, on) | who(row.institution) | _said_of(row)
    facts["texts"] = texts_for(languages, (), on, notice=kind is FINDINGS)
    return issue_paper(case, kind.kind, facts, languages=languages, by=by, on=on, op=op)


def _findings_of(row: Inspection) -> list[tuple[InspectionFinding, StruckFinding | None]]:
    """The findings, each with how it was struck. One query."""
    rows = InspectionFinding.objects.filter(case=row.case_id).select_related("struck")
    return [(one, getattr(one, "struck", None)) for one in rows]


def _said_of(row: Inspection) -> dict:
    """The inspection as plain data; the acts in the words of the list."""
    entries = DesignationEntry.objects.filter(belongs="conduct", published_at__isnull=False).order_by("starts_on", "pk")
    names = {entry.code: in_each_language(entry, "name") for entry in entries}
    return {
        "inspected_on": row.inspected_on,
        "officers": [
            f"{row.first_officer} · {row.first_credential}",
            f"{row.second_officer} · {row.second_credential}",
        ],
        "findings": [
            {
                "act": names.get(one.conduct),
                "words": one.words,
                "amount": f"{one.amount:,.2f}" if one.amount is not None else "",
                "struck": {"on": struck.struck_on, "reason": struck.reason} if struck else None,
            }
            for one, struck in _findings_of(row)
        ],
        "told_on": row.told_on,
        "reply_by": row.reply_by,
        "rectify_by": row.rectify_by,
        "rectification": row.rectification.splitlines(),
        "department": row.department,
        "suspected": row.suspected.splitlines(),
        "handed_over_on": row.handed_over_on,
    }
