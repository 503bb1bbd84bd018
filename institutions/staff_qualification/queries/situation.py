"""What is known where points are given or objected to: for the rule that says what stands against it."""

from datetime import date

from casework.clocks.queries import due_from
from casework.rulebook.rules.parameters import rule_by_id
from institutions.designation.queries.designation import all_of_a_chain, goes_on_for
from institutions.staff_qualification.models import StaffCase, StaffPoints, StaffPost
from institutions.staff_qualification.queries.standing import points_of_all
from institutions.staff_qualification.rules.grades import fold_measure
from institutions.staff_qualification.rules.marks import EARLIEST, MOST_MONTHS, OBJECTION, marks_of
from institutions.staff_qualification.rules.possible import GIVE, OBJECT, Situation, Wanted, against, total_with
from institutions.staff_qualification.rules.standing import Given, Stretch, brought_about
from institutions.staff_qualification.words import AGAINST


def wanted_of(row: StaffCase) -> Wanted:
    """What a case asks for."""
    contested = row.contested
    day = row.given_on or (contested.given_on if contested else EARLIEST)
    return Wanted(
        act=row.act,
        given_on=day,
        points=row.points,
        months=row.months,
        basis_on=row.basis_on,
        received_on=row.received_on,
        old_name=row.old_name,
        name=row.name,
    )


def situation_of(row: StaffCase, wanted: Wanted) -> Situation:
    """The facts of the rule. Four queries at most, once a row in hand: guards and page ask the same."""
    kept = row.__dict__
    if "_situation" not in kept:
        kept["_situation"] = _situation(row, wanted)
    return kept["_situation"]


def _situation(row: StaffCase, wanted: Wanted) -> Situation:
    place, contested = row.post.institution.place_id[:6], row.contested
    told = contested.told_on if contested else None
    return Situation(
        given=points_of_all([row.post.person_id])[row.post.person_id],
        marks=marks_of(place)(wanted.given_on),
        most_months=rule_by_id(MOST_MONTHS).value_for(on=max(wanted.given_on, EARLIEST), place=place).number,
        posted_from=row.post.starts_on,
        given_already=row.act == GIVE and _given(row),
        given_here=contested is None or _given_here(contested, row.post),
        stands=contested is None or contested.superseded_at is None,
        told_on=told,
        name=row.post.person.name,
        object_by=due_from(OBJECTION, told, place=place).legal_on if told and wanted.act == OBJECT else None,
    )


def _given_here(points: StaffPoints, post: StaffPost) -> bool:
    """Whether points were given to this person at this institution, or at one it goes on for. One query a link of a chain."""
    if points.person_id != post.person_id:
        return False
    return points.institution_id == post.institution_id or points.institution_id in goes_on_for(post.institution)


def brings_about(row: StaffCase) -> list[Stretch]:
    """What confirming the points of a row would bring about, by those that stand. No query of its own."""
    wanted = wanted_of(row)
    one = Given(given_on=wanted.given_on, points=row.points, months=row.months)
    return brought_about(situation_of(row, wanted).given, one, marks_of(row.post.institution.place_id[:6]))


def _given(row: StaffCase) -> bool:
    """Whether points stand for the same act, day and measure, here or at another institution of its chain, before it or after it.
    Three queries, one more a link."""
    same = StaffPoints.objects.known().filter(
        person=row.post.person_id,
        institution__in=all_of_a_chain(row.post.institution),
        given_on=row.given_on,
        conduct=row.conduct,
    )
    measures = same.values_list("case__staff_case__basis", flat=True)
    return fold_measure(row.basis) in map(fold_measure, measures)


def stands_against(row: StaffCase, on: date) -> list[tuple[str, str]]:
    """(code, sentence) for everything that stands against it today."""
    wanted = wanted_of(row)
    now = situation_of(row, wanted)
    named = {
        "post": now.posted_from,
        "total": total_with(now, wanted),
        "least": now.marks.least_months,
        "most": now.most_months,
        "by": now.object_by,
        "told": now.told_on,
    }
    return [(code, str(AGAINST[code]) % named) for code in against(now, wanted, on)]
