"""A chunk in hand: its settlements in their order with lines, people, cover, years and what is on record beside, in so many queries
however large it is."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet

from claims.reimbursements.models.settlement import PersonYear
from claims.reimbursements.queries.care import Billed as BilledLine
from claims.runs.choices import APPROVED
from claims.runs.models.care import DeclaredCare, DeclaredLine
from claims.runs.models.run import CareResult, Run, RunChunk
from claims.runs.queries.beside import Beside, read_beside
from claims.runs.queries.book import Book
from claims.runs.queries.coded import Coded
from claims.runs.queries.single_lines import lines_unknown
from claims.runs.rules.natural import natural
from claims.suspensions.queries.suspensions import Suspended, suspended_within
from enrolment.contributions.queries.cover import Record, records_of
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import files_of_all
from institutions.catalogue.queries.spans import Listing, listed_within
from institutions.designation.queries.designation import goes_on_for

OF_PERSON = ("id", "sex", "birth_on", "died_on")
# Behind every original.
LAST = (datetime.max.replace(tzinfo=UTC), date.max, "")
# Whose year, under which policy, of which year.
YearKey = tuple[uuid.UUID | None, str, int]


class Line(BilledLine, frozen=True, gc=False, kw_only=True):
    """A declared line as it is worked with: a record, since there are ten of them for each settlement."""

    # Its place among the lines of its settlement, and its number as the institution gave it.
    number: int
    given: str
    price: Decimal
    # The line of the original whose place it takes, where single lines are corrected.
    original_line: str = ""
    doctor: str = ""
    traces: tuple[str, ...] = ()


OF_LINE = ("code", "name", "quantity", "price", "amount", "on", "original_line", "doctor", "traces", "number")


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """A chunk as it was read."""

    cares: Sequence[DeclaredCare]
    lines: Mapping[uuid.UUID, Sequence[Line]]
    people: Mapping[uuid.UUID, Person]
    records: Mapping[uuid.UUID, Record]
    years: dict[YearKey, PersonYear]
    beside: Mapping[uuid.UUID, Beside]
    coded: Coded
    # The closed years of the care: scheme and place → year → the day.
    closed: Mapping[tuple[str, str], Mapping[int, date]]
    listing: Listing | None
    # Orders that networked settlement is suspended, by whose they are.
    suspended: Mapping[uuid.UUID, Sequence[Suspended]]
    # Settlements whose place another one of the month takes; of those that take the place of a posted one its result.
    replaced: frozenset[uuid.UUID] = frozenset()
    # Of corrections the number that was named first, behind those of the same month that another one corrects again; and whose
    # place was taken by one that counts, as they are worked out.
    roots: Mapping[uuid.UUID, str] = field(default_factory=dict)
    taken: set[tuple[uuid.UUID, str]] = field(default_factory=set)
    originals: Mapping[uuid.UUID, CareResult] = field(default_factory=dict)
    # Of corrections of single lines those that the original does not have, by their places.
    unknown: Mapping[uuid.UUID, tuple[int, ...]] = field(default_factory=dict)
    # What was posted to people's years, as corrections of this chunk leave it: kept by whoever works them out.
    chains: dict[tuple[uuid.UUID, str], list] = field(default_factory=dict)
    # Every file of these people, theirs and those merged into them → whose it is.
    files: Mapping[uuid.UUID, uuid.UUID]

    def takes_place(self, care: DeclaredCare) -> bool:
        """Whether it takes the place of a settlement of another month."""
        return care.pk in self.roots and self.place_of(care) not in self.numbers

    def place_of(self, care: DeclaredCare) -> tuple[uuid.UUID, str]:
        """Whose place a correction takes: by whose it is and its number."""
        return care.person_key, self.roots[care.pk]

    @cached_property
    def numbers(self) -> frozenset[tuple[uuid.UUID, str]]:
        """The settlements by whose they are and their number."""
        return frozenset((care.person_key, care.number) for care in self.cares)


def cares_of(chunk: RunChunk, month_id: uuid.UUID) -> QuerySet[DeclaredCare]:
    """The settlements of a chunk in the order in which they count: person, time of settlement, number."""
    people = {"person_key__gte": chunk.first_person, "person_key__lte": chunk.last_person}
    return DeclaredCare.objects.filter(month=month_id, **people).order_by("person_key", "settled_on", "number")


def read_chunk(chunk: RunChunk, book: Book, *, lock: bool = False) -> Chunk:
    """Everything of a chunk. `lock`: the years of its people, in the order of their keys, until the transaction ends. Eight queries
    and those of the catalogue for codes and days that come up for the first time, however many settlements."""
    cares = list(cares_of(chunk, book.run.month_id))
    lines = _lines(cares)
    keys = sorted({care.person_id for care in cares if care.person_id is not None})
    files = files_of_all(keys) if keys else {}
    records = records_of(keys) if keys else {}
    book.learn_prices([(line.code, line.on or care.starts_on) for care in cares for line in lines[care.pk]])
    book.learn_places({place for record in records.values() for place in record.places})
    replaced, roots = _corrected(cares)
    own = {(care.person_key, care.number) for care in cares}
    corrections = [one for one in cares if one.pk in roots and (one.person_key, roots[one.pk]) not in own]
    originals = _originals(corrections, roots, files, book)
    unknown = _unknown(cares, lines, book)
    listing = _listing(cares, lines, book)
    corrected = [row.care_id for row in originals.values()]
    beside, coded, closed = read_beside(cares, lines, files, book, corrected, listing)
    if corrections:
        # A correction counts in the place of its original, in the order of these, before what the month brings anew.
        at = {key: (row.run.started_at, row.care.settled_on, row.care.number) for key, row in originals.items()}
        first = {care.pk for care in corrections}
        cares.sort(key=lambda care: (care.person_key, care.pk not in first, at.get(care.pk, LAST)))
    return Chunk(
        cares=cares,
        replaced=replaced,
        roots=roots,
        originals=originals,
        unknown=unknown,
        lines=lines,
        people=Person.objects.only(*OF_PERSON).in_bulk(keys) if keys else {},
        records=records,
        years=years_of(files, lock=lock),
        beside=beside,
        coded=coded,
        closed=closed,
        listing=listing,
        suspended=_suspended(cares, files),
        files=files,
    )


def _corrected(cares: Sequence[DeclaredCare]) -> tuple[frozenset[uuid.UUID], dict[uuid.UUID, str]]:
    """Settlements whose place another one of the month takes; and of each correction that stands the number that was named first.
    No query."""
    by_number = {(care.person_key, care.number): care for care in cares if care.original}
    named = {(care.person_key, care.original) for care in cares if care.original}
    replaced = frozenset(care.pk for care in cares if (care.person_key, care.number) in named)
    roots: dict[uuid.UUID, str] = {}
    for care in cares:
        if not care.original or care.pk in replaced:
            continue
        at, seen = care, {care.pk}
        # Some that name each other in a ring lead nowhere.
        while (behind := by_number.get((at.person_key, at.original))) is not None and behind.pk not in seen:
            at = behind
            seen.add(at.pk)
        roots[care.pk] = at.original
    return replaced, roots


def _originals(
    cares: Sequence[DeclaredCare],
    roots: Mapping[uuid.UUID, str],
    files: Mapping[uuid.UUID, uuid.UUID],
    book: Book,
) -> dict[uuid.UUID, CareResult]:
    """Of corrections the posted result of the same person, of the institution or of one it goes on for, whose number they name. One
    query and one a link of institutions, or none."""
    if not cares:
        return {}
    rows = CareResult.objects.filter(
        run__mode=Run.Mode.POST,
        care__person__in=list(files),
        care__number__in=[roots[care.pk] for care in cares],
        care__month__institution__in=goes_on_for(book.institution),
        care__month__state__in=APPROVED,
    ).exclude(care__month=book.run.month_id)
    found = {}
    for row in rows.select_related("care__month", "run__month__institution__place").order_by("care__settled_on", "pk"):
        if row.care.person_id is not None:
            found[files[row.care.person_id], row.care.number] = row
    asked = {care.pk: (files.get(care.person_id), roots[care.pk]) for care in cares if care.person_id is not None}
    return {key: found[named] for key, named in asked.items() if named in found}


def _suspended(cares: Sequence[DeclaredCare], files: Mapping[uuid.UUID, uuid.UUID]) -> dict[uuid.UUID, list[Suspended]]:
    """Orders on record for these people on the days of their settlements. One query, or none."""
    found: dict[uuid.UUID, list[Suspended]] = defaultdict(list)
    if files:
        first, last = min(care.settled_on for care in cares), max(care.settled_on for care in cares)
        for file, orders in suspended_within(list(files), first, last).items():
            found[files[file]] += orders
    return found


def _lines(cares: Sequence[DeclaredCare]) -> dict[uuid.UUID, list[Line]]:
    """The lines of some settlements, in the natural order of their numbers. One query."""
    found: dict[uuid.UUID, list[tuple]] = defaultdict(list)
    rows = DeclaredLine.objects.filter(care__in=[care.pk for care in cares]).order_by("care", "number")
    for care, *line in rows.values_list("care", *OF_LINE):
        found[care].append(tuple(line))
    return defaultdict(list, {care: in_order(lines) for care, lines in found.items()})


def in_order(rows: Sequence[tuple]) -> list[Line]:
    """Lines as they are read, each with its place."""
    # Nearly all number them 1, 2, 3: no pattern is asked of these.
    plain = all(row[-1].isascii() and row[-1].isdecimal() for row in rows)
    ordered = sorted(rows, key=lambda row: (int(row[-1]), row[-1]) if plain else natural(row[-1]))
    return [
        Line(
            number=at,
            code=code,
            name=name,
            quantity=quantity,
            price=price,
            amount=amount,
            on=on,
            given=given,
            original_line=original_line,
            doctor=doctor,
            traces=tuple(traces or ()),
        )
        for at, (code, name, quantity, price, amount, on, original_line, doctor, traces, given) in enumerate(ordered, 1)
    ]


def _unknown(
    cares: Sequence[DeclaredCare], lines: Mapping[uuid.UUID, Sequence[Line]], book: Book
) -> dict[uuid.UUID, tuple[int, ...]]:
    """Lines that take the place of none of the original. No query where no single lines are corrected."""
    singly = {
        care.pk: {line.given: line.number for line in lines[care.pk] if line.original_line}
        for care in cares
        if care.original
    }
    singly = {key: numbers for key, numbers in singly.items() if numbers}
    found = lines_unknown(book.run.month_id, cares, book.institution, singly)
    return {key: tuple(singly[key][one] for one in missing) for key, missing in found.items()}


def years_of(files: Mapping[uuid.UUID, uuid.UUID], *, lock: bool) -> dict[YearKey, PersonYear]:
    """The settled years of some people by whose they are; of two of one year the one that was posted to. One query, or none."""
    if not files:
        return {}
    rows = PersonYear.objects.filter(person__in=list(files)).order_by("person", "year", "pk")
    found: dict[YearKey, PersonYear] = {}
    for row in sorted(
        rows.select_for_update(of=("self",), no_key=True) if lock else rows, key=lambda row: (row.posted, row.pk)
    ):
        found[files[row.person_id], row.policy_code, row.year] = row
    return found


def _listing(cares: Sequence[DeclaredCare], lines: Mapping[uuid.UUID, Sequence[Line]], book: Book) -> Listing | None:
    if not cares:
        return None
    codes = sorted({line.code for care in cares for line in lines[care.pk]})
    first, last = min(care.starts_on for care in cares), max(care.starts_on for care in cares)
    return listed_within(book.institution, codes, sorted({care.diagnosis for care in cares}), first, last)
