"""The papers of an application for designation: accepted, what is missing said once, the decision with its remedies, the cover
sheet of the agreement. Each is verifiable by its code, as every paper is."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import due_from
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import Words, in_each_language
from casework.models import CaseFile, Deadline, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import NO_REMEDIES, head, lacks_remedies, remedies
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from institutions.applications.models import DesignationApplication
from institutions.applications.states import DESIGNATION_KIND
from institutions.designation.models.entry import DesignationEntry
from institutions.designation.rules.limits import EVALUATION
from institutions.designation.rules.limits import PUBLICATION as PUBLICATION_DAYS
from institutions.register.models.institution import Institution
from institutions.register.queries.addressee import language_of
from institutions.register.rules.kinds import Named, kinds, services

ACCEPTANCE = PaperKind("designation_acceptance", _("Acceptance of an application for designation"), "1")
MISSING = PaperKind("designation_missing", _("Notice of what is missing in an application for designation"), "1")
DECISION = PaperKind("designation_decision", _("Decision on an application for designation"), "1")
COVER_SHEET = PaperKind("agreement_cover_sheet", _("Cover sheet of a service agreement"), "2")
PUBLICATION = PaperKind("designation_publication", _("Publication of institutions that passed the evaluation"), "1")
KINDS = {kind.kind: kind for kind in (ACCEPTANCE, MISSING, DECISION, COVER_SHEET, PUBLICATION)}
for _kind in KINDS.values():
    register_paper(_kind)
# The papers of a state; a decision is one that turns the applicant away, and says where it is complained of.
OF_STATE = {
    "supplementing": (MISSING,),
    "evaluating": (ACCEPTANCE,),
    "published": (ACCEPTANCE, PUBLICATION),
    "drawn_up": (ACCEPTANCE,),
    "failed_once": (DECISION,),
    "failed": (DECISION,),
    "refused": (DECISION,),
    "signed": (COVER_SHEET,),
}
NOT_NOW = _("This paper is not issued in the present state of the case.")


def papers_offered(case: CaseFile) -> list[PaperKind]:
    """The papers of its present state."""
    return list(OF_STATE.get(case.state, ()))


register_offers(
    DESIGNATION_KIND,
    lambda case: [(kind.kind, kind.name, f"issue_{kind.kind}") for kind in papers_offered(case)],
)


def issue_designation_paper(
    case: CaseFile, kind: PaperKind, *, by: Officer, on: date, op: uuid.UUID | None = None
) -> IssuedPaper:
    """Issue the paper. Raises Blocked when the case is not at it or its remedies are not on record, OperationMismatch,
    PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if kind not in papers_offered(case):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    application = DesignationApplication.objects.select_related("institution__place", "agreement").get(case=case)
    decides = kind is DECISION
    languages = languages_for(language_of(application.institution_id) or case.client_language)
    texts = texts_for(languages, ("remedies",) if decides else (), on, notice=decides or kind is MISSING)
    facts = head(case, by, on) | who(application.institution) | _said_of(application) | {"texts": texts}
    if decides:
        facts |= remedies(case.office)
        if lacks_remedies(facts):
            raise Blocked(Reason("no_remedies", NO_REMEDIES))
    if kind is ACCEPTANCE:
        facts |= _due(case)
    if kind is PUBLICATION:
        facts |= _published(case, application)
    return issue_paper(case, kind.kind, facts, languages=languages, by=by, on=on, op=op)


def words_of(named: Named) -> Words:
    """A kind or a service in each language."""
    return {column.replace("_", "-"): text for column, text in named.words.items()}


def who(at: Institution) -> dict:
    """Who an institution is, as papers say it."""
    return {
        "institution": in_each_language(at, "name"),
        "code": at.code,
        "uscc": at.uscc,
        "kind": words_of(kinds()[at.kind]),
        "place": in_each_language(at.place, "name"),
        "address": at.address,
        "demonstration": at.demonstration,
    }


def _said_of(application: DesignationApplication) -> dict:
    ground = DesignationEntry.objects.filter(belongs="refusal", code=application.ground, published_at__isnull=False)
    found = ground.order_by("starts_on").last() if application.ground else None
    return {
        "state": application.state,
        "applied_on": application.applied_on,
        "accepted_on": application.accepted_on,
        "services": [words_of(services()[code]) for code in application.services],
        "departments": list(application.departments),
        "missing": [line for line in application.asked.splitlines() if line],
        "asked_on": application.asked_on,
        "evaluated_on": application.evaluated_on,
        "ground": in_each_language(found, "name") if found else None,
        "ground_source": found.source if found else "",
        "reason": application.reason,
        "number": application.number,
        "starts_on": application.starts_on,
        "ends_on": application.ends_on,
        "signed_on": application.agreement.signed_on if application.agreement else None,
    }


def _due(case: CaseFile) -> dict:
    clock = Deadline.objects.filter(case=case, rule=EVALUATION, superseded_by=None).first()
    return {"due_on": clock.legal_on if clock else None, "due_source": clock.source if clock else ""}


def _published(case: CaseFile, application: DesignationApplication) -> dict:
    """The list as it is published: every institution of the office that passed and was published on the day of this one."""
    day, place = application.published_on or application.applied_on, application.institution.place_id[:6]
    rows = DesignationApplication.objects.filter(case__office=case.office, published_on=day).exclude(state="withdrawn")
    return {
        "published_on": day,
        "published_until": due_from(PUBLICATION_DAYS, day, place=place).legal_on,
        "listed": [
            {
                "name": in_each_language(row.institution, "name"),
                "code": row.institution.code,
                "place": in_each_language(row.institution.place, "name"),
                "address": row.institution.address,
                "demonstration": row.institution.demonstration,
            }
            for row in rows.select_related("institution__place").order_by("institution__code")
        ],
    }
