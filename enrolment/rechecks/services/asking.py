"""The yearly asking about residence: rows by statements over sets; an answer at the counter. Nothing here ends anybody's cover."""

import uuid
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from enrolment.rechecks.models import ResidenceCheck
from enrolment.rechecks.queries import visible_to
from enrolment.rechecks.rules.rechecks import Due, due, rechecks, way_of

ANSWERED = _("This was answered already.")
NOT_THEIRS = _("The rule of this place does not take this answer from them.")
DAY_WRONG = _("The answer came between the day of asking and today.")
_PUT = """
    INSERT INTO enrolment_residencecheck
        (id, person_id, office_id, year, asked_on, answer_by, silence, answer, answered_by, answered_on, recorded_by_id)
    SELECT gen_random_uuid(), p.id, o.id, %(year)s, %(asked_on)s, %(answer_by)s, %(silence)s, '', '', NULL, NULL
    FROM enrolment_person p
    JOIN casework_office o ON o.id = p.home_office_id AND o.place_id LIKE %(place)s AND NOT o.place_id LIKE ANY(%(but)s::text[])
    WHERE p.died_on IS NULL AND p.merged_into_id IS NULL
      AND EXISTS (SELECT FROM enrolment_enrolment e WHERE e.person_id = p.id AND e.superseded_at IS NULL
                  AND e.scheme = ANY(%(schemes)s) AND e.starts_on < %(since)s AND (e.ends_on IS NULL OR e.ends_on >= %(day)s))
    ON CONFLICT (person_id, year) DO NOTHING
"""


def put_checks(day: date) -> int:
    """Ask whoever is to be asked by a day and was not asked this year. A statement for each division with a way of its own; none
    where the data file has no entry. Returns how many."""
    return sum(_put(one, day) for one in due(rechecks(), day))


def _put(one: Due, day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _PUT,
            {
                "year": day.year,
                "since": one.asked_on,
                # Whoever comes into the place later is asked then, and has her days from then.
                "asked_on": day,
                "answer_by": day + timedelta(days=one.recheck.days),
                "silence": one.recheck.silence,
                "place": f"{one.recheck.place}%",
                "but": [f"{place}%" for place in one.but],
                "schemes": list(one.recheck.schemes),
                "day": day,
            },
        )
        return cursor.rowcount


@transaction.atomic
def answer_check(
    check_id: uuid.UUID, answer: str, answered_by: str, answered_on: date, *, by: Officer, on: date
) -> ResidenceCheck:
    """Keep an answer. Whoever moved or left is no different by it: what follows is an act of its own. Raises Blocked,
    PermissionDenied, ResidenceCheck.DoesNotExist."""
    by.must("answer_residence_check")
    visible_to(by).get(pk=check_id)
    row = ResidenceCheck.objects.select_for_update(of=("self",)).select_related("office").get(pk=check_id)
    if row.answer:
        raise Blocked(Reason("answered", ANSWERED))
    way = way_of(rechecks(), row.office.place_id, row.asked_on)
    if way is not None and answered_by not in way.answered_by:
        raise Blocked(Reason("not_theirs", NOT_THEIRS, "answered_by"))
    if not row.asked_on <= answered_on <= on:
        raise Blocked(Reason("day_wrong", DAY_WRONG, "answered_on"))
    row.answer, row.answered_by, row.answered_on, row.recorded_by = answer, answered_by, answered_on, by.user
    row.save(update_fields=["answer", "answered_by", "answered_on", "recorded_by"])
    record("answer_residence_check", by=by, subject=row.person_id, facts={"year": row.year, "answer": answer})
    return row
