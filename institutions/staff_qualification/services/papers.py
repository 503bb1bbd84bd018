"""The notice of a decision on points, for the member of the staff and for her institution: the act, the points with what they bring
about, until when an objection is taken, the remedies, and a place for both to sign that they have it."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import due_from
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import Words, in_each_language
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import NO_REMEDIES, frozen, head, lacks_remedies, remedies
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from institutions.applications.services.papers import who
from institutions.designation.models.entry import DesignationEntry
from institutions.register.queries.addressee import language_of
from institutions.staff_qualification.choices import Grade
from institutions.staff_qualification.models import StaffCase, StaffPoints
from institutions.staff_qualification.rules.marks import OBJECTION, marks_of
from institutions.staff_qualification.rules.possible import CORRECT, GIVE
from institutions.staff_qualification.rules.standing import Given, brought_about, points_by
from institutions.staff_qualification.states import STAFF_POINTS_KIND
from institutions.staff_qualification.words import ACTS, EMERGENCY, STATES

NOTICE = PaperKind("staff_points_notice", _("Notice of points of a member of the staff"), "1")
register_paper(NOTICE)
DECIDED = ("recorded", "declined")
NOT_NOW = _("This paper is not issued in the present state of the case.")


def has_notice(row: StaffCase) -> bool:
    """Points that were given, and what was decided on an objection; a declined proposal and a name concern nobody's points."""
    return (row.state == "recorded" and row.act != CORRECT) or (
        row.state == "declined" and row.act not in (GIVE, CORRECT)
    )


def _offered(case: CaseFile) -> list[tuple[str, object, str]]:
    if case.state not in DECIDED or not has_notice(case.staff_case):
        return []
    return [(NOTICE.kind, NOTICE.name, "issue_staff_points_notice")]


register_offers(STAFF_POINTS_KIND, _offered)


def issue_staff_points_notice(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the notice. Raises Blocked when nothing about points is decided or the remedies are not on record, OperationMismatch,
    PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    rows = StaffCase.objects.select_related("post__person", "post__institution__place", "contested")
    row = rows.get(case=case)
    if not has_notice(row):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    at = row.post.institution
    facts = head(case, by, on) | who(at) | remedies(case.office)
    if lacks_remedies(facts):
        raise Blocked(Reason("no_remedies", NO_REMEDIES))
    languages = languages_for(language_of(at.pk) or case.client_language)
    facts |= _of_points(row) if row.act == GIVE else _of_objection(row)
    facts |= {
        "person": row.post.person.name,
        "person_code": row.post.person.code,
        "decided": frozen(ACTS[row.act]),
        "decided_on": row.decided_on,
        "texts": texts_for(languages, ("remedies",), on, notice=True),
    }
    return issue_paper(case, NOTICE.kind, facts, languages=languages, by=by, on=on, op=op)


def _conduct(code: str) -> Words | None:
    rows = DesignationEntry.objects.filter(belongs="conduct", code=code, published_at__isnull=False)
    found = rows.order_by("starts_on").last()
    return in_each_language(found, "name") if found else None


def _said_of(points: StaffPoints | StaffCase) -> dict:
    """An act with its points, as they were given."""
    return {
        "conduct": _conduct(points.conduct),
        "grade": frozen(Grade(points.grade).label),
        "points": points.points,
        "given_on": points.given_on,
    }


def _of_points(row: StaffCase) -> dict:
    """The points, the year's with them, and what they brought about beside those that stood when they were confirmed."""
    place, point = row.post.institution.place_id[:6], StaffPoints.objects.get(case=row.case_id)
    others = StaffPoints.objects.known(point.recorded_at).filter(person=row.post.person_id).exclude(pk=point.pk)
    given = [Given(given_on=one.given_on, points=one.points, months=one.months) for one in others]
    own = Given(given_on=point.given_on, points=point.points, months=point.months)
    brings = brought_about(given, own, marks_of(place))
    return _said_of(row) | {
        "total": points_by([*given, own], point.given_on),
        "basis": row.basis,
        "basis_on": row.basis_on,
        "brings": [
            {"state": frozen(STATES[one.state]), "first": one.first, "last": one.last, "source": one.said.source}
            for one in brings
        ],
        "emergency": frozen(EMERGENCY) if brings else None,
        "object_by": due_from(OBJECTION, point.told_on, place=place).legal_on,
    }


def _of_objection(row: StaffCase) -> dict:
    if row.contested is None:
        raise ValueError("an objection is to points")
    return _said_of(row.contested) | {
        "objection": True,
        "upheld": row.state == "recorded",
        "received_on": row.received_on,
        "reason": row.decline_reason,
    }
