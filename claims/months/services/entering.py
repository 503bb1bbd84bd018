"""Entering the rows of an institution's file: the month they belong to, their settlements and lines, whoever they name."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from casework.desk.services.opening import open_numbered_case
from casework.engine.refusals import Blocked, Reason
from casework.imports.rules.cells import Problem
from casework.imports.rules.rows import Values
from casework.imports.table import Known, Made
from casework.models import CaseFile
from casework.sealing.cipher import search_hash
from casework.staff.officer import Officer
from claims.months.models import InstitutionMonth
from claims.months.rules.limits import declared_by
from claims.months.rules.settlements import LAYERS, OF_CARE, month_of, said_of_care
from claims.months.states import OPEN_TO_CHANGE
from claims.months.words import CELLS
from claims.months.workflow import WORKFLOW
from claims.runs.models.care import DeclaredCare, DeclaredLine, care_key, key_of
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import number_hash
from enrolment.documents.rules.identity_numbers.folding import fold
from enrolment.persons.models.person import Person
from institutions.register.models.institution import Institution

NAMESPACE = "declared_person"
LINE = 'id, care_id, number, code, name, quantity, price, amount, "on", original_line, doctor, traces'
COPIED = f"COPY {DeclaredLine._meta.db_table} ({LINE}) FROM STDIN"
EXISTS = _("This month of the institution is declared already.")


@dataclass(frozen=True, kw_only=True)
class _Named:
    """Whom a row names: the file, None where nobody holds the number, and the key that cuts a run."""

    person: uuid.UUID | None
    key: uuid.UUID


def rows_on_record(institution: Institution, rows: Sequence[tuple[int, Values]], _office: Any) -> Known:
    """What is on record about some rows: declared before, in a month that takes no more, or at odds with another row of the same
    settlement, on record or in the file. Four queries."""
    months = {row.month: row for row in _standing(institution)}
    keys = {number: _care_key(months, values) for number, values in rows}
    declared = _declared({key for key in keys.values() if key is not None})
    first = _said_before(months, rows)
    found: Known = {}
    single = _single_lines(months, rows)
    for number, values in rows:
        month, said = months.get(_first(values)), said_of_care(values)
        line = declared.get((keys[number], values["line"]))
        if line is not None:
            stands = first.get((values["month"], values["number"]), said)
            same = _said_of_line(line) == _of_line(values) and _same_care(stands, said)
            code = "line_declared" if same else "line_declared_otherwise"
            found[number] = ("known" if same else "bad", Problem("line", code, {}))
        elif month is not None and month.state not in OPEN_TO_CHANGE:
            found[number] = ("bad", Problem("month", "month_closed", {}))
        elif problem := single.get(number):
            found[number] = ("bad", problem)
        elif not _same_care(first.setdefault((values["month"], values["number"]), said), said):
            at = next(
                code
                for code, mine, theirs in zip(OF_CARE, said, first[values["month"], values["number"]], strict=True)
                if mine != theirs and not (code == "document" and theirs is None)
            )
            found[number] = ("bad", Problem(at, "rows_differ", {}))
    return found


def _single_lines(months: Mapping[date, InstitutionMonth], rows: Sequence[tuple[int, Values]]) -> dict[int, Problem]:
    """What stands against rows that correct single lines: some rows of a settlement that do and some that do not, and a line whose
    place another correction takes. One query, or none."""
    first = next((values for _number, values in rows if values["original_line"]), None)
    if first is None:
        return {}
    originals = {values["original"] for _number, values in rows if values["original_line"]}
    stored = DeclaredLine.objects.filter(care__month__in=[row.pk for row in months.values()])
    stored = stored.filter(care__original__in=originals).exclude(original_line="")
    named = ("care__month__month", "care__number", "care__original", "original_line")
    taken = {(f"{month:%Y-%m}", original, line): number for month, number, original, line in stored.values_list(*named)}
    singly: dict[tuple[str, str], bool] = {}
    found = {}
    for at, values in rows:
        line, month, number = values["original_line"], values["month"], values["number"]
        if singly.setdefault((month, number), bool(line)) != bool(line):
            found[at] = Problem("original_line", "lines_mixed", {})
        elif line and taken.setdefault((month, values["original"], line), number) != number:
            found[at] = Problem("original_line", "line_corrected_twice", {})
    return found


def _said_before(
    months: Mapping[Any, InstitutionMonth], rows: Sequence[tuple[int, Values]]
) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Month and number → what the settlement on record says; None for the document, of which nothing is kept. One query."""
    keys = {key for _number, values in rows if (key := _care_key(months, values)) is not None}
    stored = DeclaredCare.objects.filter(pk__in=keys).annotate(first=F("month__month"))
    return {
        (f"{care.first:%Y-%m}", care.number): tuple(
            {"month": f"{care.first:%Y-%m}", "document": None}.get(code, getattr(care, code, None)) for code in OF_CARE
        )
        for care in stored
    }


def _same_care(stands: tuple[Any, ...], said: tuple[Any, ...]) -> bool:
    """Whether both say the same of a settlement, its document where it is known."""
    pairs = zip(OF_CARE, stands, said, strict=True)
    return all(one == other or (code == "document" and one is None) for code, one, other in pairs)


def _of_line(values: Values) -> tuple[Any, ...]:
    said = [values[code] for code in ("code", "name", "quantity", "price", "amount", "original_line")]
    return (*said, values["on"] or None, values.get("doctor") or "", _packs(values))


def _packs(values: Values) -> list[str] | None:
    """The codes on the packs of a line; None where it names none."""
    return (values.get("traces") or "").split() or None


def _said_of_line(line: DeclaredLine) -> tuple[Any, ...]:
    said = (line.code, line.name, line.quantity, line.price, line.amount, line.original_line)
    return (*said, line.on, line.doctor, line.traces)


def _standing(institution: Institution) -> list[InstitutionMonth]:
    return list(InstitutionMonth.objects.filter(institution=institution).exclude(state="withdrawn"))


def _care_key(months: Mapping[Any, InstitutionMonth], values: Values) -> uuid.UUID | None:
    month = months.get(_first(values))
    return care_key(month.month, month.pk, values["number"]) if month is not None else None


def _declared(cares: set[uuid.UUID]) -> dict[tuple[uuid.UUID | None, str], DeclaredLine]:
    """The lines on record of some settlements, by settlement and number. One query."""
    return {(line.care_id, line.number): line for line in DeclaredLine.objects.filter(care__in=list(cares))}


@transaction.atomic
def enter_rows(institution: Institution, rows: Sequence[Values], by: Officer, on: date) -> list[Made]:
    """Enter some rows: the month is opened by its first one. Raises Blocked for a month that takes no more, and for rows of one
    settlement that say different things. A fixed number of queries for each month among them."""
    months: dict[date, InstitutionMonth] = {}
    for values in rows:
        first = month_of(values["month"])
        if first is not None and first not in months:
            months[first] = _month(institution, first, by, on)
    people = _people({values["document"] for values in rows})
    cares = {(values["month"], values["number"]): values for values in reversed(rows)}
    made = {key: _care(months[_first(values)], values, people[values["document"]]) for key, values in cares.items()}
    DeclaredCare.objects.bulk_create(made.values(), ignore_conflicts=True)
    stored = DeclaredCare.objects.in_bulk([one.pk for one in made.values()])
    # What many rows say of a settlement is looked at once.
    for values in {said_of_care(values): values for values in rows}.values():
        care = stored[made[values["month"], values["number"]].pk]
        if not _agrees(care, _care(months[_first(values)], values, people[values["document"]])):
            raise Blocked(Reason("rows_differ", CELLS["refused.rows_differ"], "number"))
    lines = [_line(made[values["month"], values["number"]].pk, values) for values in rows]
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(COPIED) as copy:
        for line in lines:
            copy.write_row(line)
    return [Made(key=line[1]) for line in lines]


def _first(values: Values) -> date:
    month = month_of(values["month"])
    if month is None:
        raise ValueError("a row that was checked names a month")
    return month


def _month(institution: Institution, month: date, by: Officer, on: date) -> InstitutionMonth:
    """The month, locked; opened when nothing of it was declared."""
    rows = InstitutionMonth.objects.select_for_update(of=("self",)).exclude(state="withdrawn")
    found = rows.filter(institution=institution, month=month).first()
    if found is None:
        return _open(institution, month, by, on)
    if found.state not in OPEN_TO_CHANGE:
        raise Blocked(Reason("month_closed", CELLS["refused.month_closed"], "month"))
    return found


def _open(institution: Institution, month: date, by: Officer, on: date) -> InstitutionMonth:
    by.must("declare_month")
    opened: list[InstitutionMonth] = []

    def make_row(case: CaseFile) -> None:
        day = declared_by(month, institution.place_id)
        row = InstitutionMonth.objects.create(case=case, institution=institution, month=month, declare_by=day)
        opened.append(row)

    open_numbered_case(
        "declare_month",
        WORKFLOW,
        make_row,
        subject=None,
        language="zh-hans",
        by=by,
        on=on,
        exists=Reason("month_exists", EXISTS, "month"),
        office=institution.office,
        facts={"institution": institution.code, "month": f"{month:%Y-%m}"},
    )
    return opened[0]


def _people(numbers: set[str]) -> dict[str, _Named]:
    """Whom each number names: who holds a document with it now, else held one. A number of several people names nobody. Two
    queries, and one more for each merge of a merged file."""
    hashes = {bytes(number_hash(fold(number))): number for number in numbers}
    rows = IdentityDocument.objects.filter(number_hash__in=list(hashes)).order_by("recorded_at")
    current: dict[str, set[uuid.UUID]] = {}
    before: dict[str, set[uuid.UUID]] = {}
    for number_of, person, superseded in rows.values_list("number_hash", "person", "superseded_at"):
        known = before if superseded else current
        known.setdefault(hashes[bytes(number_of)], set()).add(person)
    held = {number: current.get(number) or before.get(number) or set() for number in numbers}
    heads = _heads({person for people in held.values() for person in people})
    found = {}
    for number, people in held.items():
        named = {heads[person] for person in people}
        only = named.pop() if len(named) == 1 else None
        found[number] = _Named(person=only, key=only or uuid.UUID(bytes=search_hash(NAMESPACE, fold(number))[:16]))
    return found


def _heads(people: set[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Into which file each was merged in the end; itself where it was not."""
    found = {person: person for person in people}
    level = set(people)
    while level:
        rows = Person.objects.filter(pk__in=level).values_list("pk", "merged_into")
        into = {person: head for person, head in rows if head is not None}
        found = {person: into.get(head, head) for person, head in found.items()}
        level = set(into.values())
    return found


def _care(month: InstitutionMonth, values: Values, named: _Named) -> DeclaredCare:
    return DeclaredCare(
        pk=care_key(month.month, month.pk, values["number"]),
        month=month,
        number=values["number"],
        original=values.get("original", ""),
        person_id=named.person,
        person_key=named.key,
        **{code: values[code] for code in ("care", "starts_on", "ends_on", "settled_on", "diagnosis")},
        **{code: Decimal(values[code]) for code in ("total", "fund_pays", *LAYERS)},
    )


def _agrees(one: DeclaredCare, other: DeclaredCare) -> bool:
    named = [field.attname for field in DeclaredCare._meta.concrete_fields]
    return all(getattr(one, name) == getattr(other, name) for name in named)


def _line(care: uuid.UUID, values: Values) -> tuple[Any, ...]:
    said = (values[code] for code in ("line", "code", "name", "quantity", "price", "amount"))
    beside = (values["on"] or None, values.get("original_line", ""), values.get("doctor") or "", _packs(values))
    return (key_of(care, values["line"]), care, *said, *beside)
