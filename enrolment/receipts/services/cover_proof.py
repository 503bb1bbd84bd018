"""Proof of insurance: what is on record about somebody's cover on the day of issue; and whether it stands, asked later by
the code on the paper.

Why somebody is covered or has to wait may tell what she receives or when she was born: the person's page says it, this paper
goes into other hands.
"""

from datetime import date

from casework.evidence.queries import Words, in_each_language
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import is_superseded, texts_for
from casework.papers.services.paper_facts import frozen, head
from casework.papers.services.paper_kinds import languages_for
from casework.staff.models.place import Place
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.contributions.queries.cover import Record, answer_of, covers_of, record_of
from enrolment.coverage.models import Enrolment
from enrolment.coverage.rules.days import month_of
from enrolment.coverage.rules.records.facts import Cover, CoverAnswer
from enrolment.persons.models.person import Person
from enrolment.receipts.services.on_person import holder

COVERED, NOT_COVERED, NOT_KNOWN = "covered", "not_covered", "not_known"


def proof_facts(case: CaseFile, by, on: date) -> dict:
    """The facts of a proof of insurance for the person of an enrolled application. Up to nine queries."""
    person = _person_of(case)
    record = record_of(person.pk)
    return (
        head(case, by, on)
        | holder(person)
        | {
            "enrolments": [_enrolment(row) for row in record.enrolments],
            "stretches": _stretches(record),
            "employee_months": _employee_months(record),
            "texts": texts_for(languages_for(case.client_language), ("proof_as_of",), on),
        }
        | _answer(answer_of(record, on))
    )


def cover_today(paper: IssuedPaper, on: date) -> dict:
    """Whether whom a proof was issued for is covered on a day, by what is on record now; nothing that names anybody. Six
    queries."""
    answer = answer_of(record_of(_person_of(paper.case).pk), on)
    return _answer(answer) | {"on": on, "issued_on": paper.issued_on, "superseded": is_superseded(paper)}


def _person_of(case: CaseFile) -> Person:
    return Person.objects.get(applications__case=case)


def _answer(answer: CoverAnswer) -> dict:
    stands = {True: COVERED, False: NOT_COVERED, None: NOT_KNOWN}[answer.covered]
    return {"cover": stands, "from": answer.from_, "until": answer.until}


def _enrolment(row: Enrolment) -> dict:
    return {"scheme": _scheme(row.scheme), "from": row.starts_on, "until": row.ends_on}


def _stretches(record: Record) -> list[dict]:
    """Every stretch that was paid for with the cover it gives, oldest first. One query."""
    covers = covers_of(record)
    places = {place.pk: place for place in Place.objects.filter(pk__in={row.place_id for row, _cover in covers})}
    return [_stretch(row, cover, places[row.place_id]) for row, cover in covers]


def _stretch(row: PaidTime, cover: Cover, place: Place) -> dict:
    return {
        "scheme": _scheme(row.scheme),
        "place": in_each_language(place, "name"),
        "paid_from": cover.paid_from,
        "paid_until": cover.paid_until,
        "from": cover.from_,
        "until": cover.until if cover.from_ else None,
        "known": cover.missing is None,
    }


def _scheme(code: str) -> Words:
    return frozen(Enrolment.Scheme(code).label)


def _employee_months(record: Record) -> int:
    """Months of the employees' scheme that are paid, here and elsewhere: what a transfer carries along."""
    rows = [row for row in record.paid if row.scheme == Enrolment.Scheme.UEBMI]
    return sum(month_of(row.ends_on) - month_of(row.starts_on) + 1 for row in rows)
