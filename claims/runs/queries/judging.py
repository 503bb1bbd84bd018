"""What is to say of one declared settlement, by the checks of claims, with what each finding does to it. No query: everything was
read with the chunk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from claims.findings.rules.checks import networked_findings_of
from claims.findings.rules.records import BLOCKS, ClaimFacts, Cover, Designation, Found, Line, OtherCare, Receipt
from claims.reimbursements.queries.facts import staff_said
from claims.runs.models.care import DeclaredCare
from claims.runs.queries.beside import Beside, Billed, Stay
from claims.runs.queries.book import Book
from claims.runs.queries.chunk import Chunk
from claims.runs.queries.chunk import Line as Declared
from claims.runs.queries.coded import EMERGENCY, NO_PACKS
from claims.runs.rules.consequences import LEAVES_OUT, REFUSES, consequence_of, written
from claims.settlement.rules.records.case import COUNTED_AS_STAY
from enrolment.contributions.queries.cover import Record, answer_of, enrolment_of
from enrolment.persons.models.person import Person
from institutions.catalogue.rules.findings import findings as rule_findings
from institutions.catalogue.rules.pricing import Priced, rules_of
from institutions.catalogue.rules.supervision import BilledLine, BillFacts, Rule
from institutions.register.models.institution import Institution

# Digits of a division that name the city by which funds are pooled.
POOLED = 4
# Digits that name the province, within which everybody is settled by the policy of the own city.
PROVINCE = 2
# Findings of the run alone; where they are written is said by the table of consequences.
PERSON_UNKNOWN, SUSPENDED, NOT_ENROLLED, ELSEWHERE, OUTSIDE, BEFORE, IN_MONTH, NOT_WORKED, CORRECTED, TAKES_BACK = (
    OWN
) = (
    "person_unknown",
    "networked_suspended",
    "not_enrolled",
    "insured_elsewhere",
    "insured_outside",
    "line_settled_before",
    "trace_in_month",
    "not_worked",
    "corrected",
    "takes_back",
)
# A year of its care is closed: a value of the place says whether it is refused.
YEAR_CLOSED = "year_closed"
# Another one takes the place of the same settlement: said by the room of corrections as well.
TAKEN = "original_corrected"
# A correction of single lines names one that the original does not have.
LINE_UNKNOWN = "original_line_unknown"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A settlement with what was found of it: who and where she is insured, the catalogue's answer for each line, the lines that
    are left out, and the finding for which all of it is refused."""

    person: Person | None = None
    scheme: str = ""
    place: str = ""
    priced: Sequence[Priced] = ()
    found: tuple[Found, ...] = ()
    left_out: Mapping[int, str] | None = None
    refused: str = ""


def own_finding(code: str, params: Mapping[str, object] | None = None, lines: tuple[int, ...] = ()) -> Found:
    """A finding of the run itself."""
    said = {name: str(value) for name, value in (params or {}).items()}
    source, status = written()
    return Found(code=code, weight=BLOCKS, source=source, status=status, lines=lines, params=said)


def judged(care: DeclaredCare, chunk: Chunk, book: Book) -> Judged:
    """Everything there is to say of a settlement, and what follows of it."""
    person = chunk.people.get(care.person_id) if care.person_id else None
    if person is None:
        return Judged(found=(own_finding(PERSON_UNKNOWN),), refused=PERSON_UNKNOWN)
    record, beside = chunk.records[person.pk], chunk.beside[chunk.files[person.pk]]
    scheme, place = enrolment_of(record, care.starts_on) or ("", "")
    lines = chunk.lines.get(care.pk, ())
    priced = [book.price_of(line.code, line.on or care.starts_on) for line in lines]
    found = list(networked_findings_of(_facts(care, person, (lines, priced), chunk, book)))
    found += _settled_before(care, lines, beside)
    found += _in_month(care, lines, chunk)
    found += _suspended(care, chunk)
    if not scheme:
        found.append(own_finding(NOT_ENROLLED))
    if place and place[:POOLED] != book.area.code[:POOLED]:
        own_province = place[:PROVINCE] == book.area.code[:PROVINCE]
        found.append(own_finding(ELSEWHERE if own_province else OUTSIDE, {"place": place[:6]}))
    does = [(consequence_of(one), one) for one in found]
    left_out = {number: one.code for what, one in does if what == LEAVES_OUT for number in one.lines}
    refused = next((one.code for what, one in does if what == REFUSES), "")
    if not refused and any(one.code == YEAR_CLOSED for one in found) and book.refuses_late(place):
        refused = YEAR_CLOSED
    return Judged(
        person=person, scheme=scheme, place=place, priced=priced, found=tuple(found), left_out=left_out, refused=refused
    )


def _suspended(care: DeclaredCare, chunk: Chunk) -> list[Found]:
    """What is settled over the network while that is suspended was to be paid in full by the person, who claims it by hand
    (regulations on the use of medical security funds, article 41)."""
    orders = chunk.suspended.get(chunk.files[care.person_id], ()) if care.person_id else ()
    return [
        own_finding(SUSPENDED, {"order": one.order_number, "day": care.settled_on})
        for one in orders
        if one.starts_on <= care.settled_on <= one.ends_on
    ][:1]


def _facts(
    care: DeclaredCare,
    person: Person,
    billed: tuple[Sequence[Declared], Sequence[Priced]],
    chunk: Chunk,
    book: Book,
) -> ClaimFacts:
    lines, priced = billed
    record, beside = chunk.records[person.pk], chunk.beside[chunk.files[person.pk]]
    stay, many = care.care in COUNTED_AS_STAY, care.ends_on != care.starts_on
    scheme, insured_at = enrolment_of(record, care.starts_on) or ("", "")
    listing = chunk.listing
    rules = [*(listing.rules_on(care.starts_on) if listing else ()), *_limits(priced)]
    diagnoses = listing.diagnoses_on([care.diagnosis], care.starts_on) if listing else {}
    return ClaimFacts(
        today=book.run.asked_on,
        received_on=care.settled_on,
        care=care.care,
        stay=stay,
        starts_on=care.starts_on,
        ends_on=care.ends_on,
        scheme=scheme,
        # Care before the death is owed to the institution, whoever has died since.
        died=person.died_on is not None and person.died_on < care.starts_on,
        outside="",
        on_record=True,
        emergency=care.care == "emergency",
        third_party="nobody",
        diagnosis=care.diagnosis,
        cover=_cover(record, care.starts_on),
        cover_at_end=_cover(record, care.ends_on) if stay and many else None,
        designation=_designation(care, book),
        diagnosis_listed=care.diagnosis in diagnoses,
        receipts=(Receipt(number=1, issued_on=care.settled_on, total=care.total),),
        lines=tuple(_coded(_line(line, answer), line, care, chunk) for line, answer in zip(lines, priced, strict=True)),
        stays=_stays(care, beside) if stay else (),
        closed=_closed(care, scheme, insured_at, chunk),
        rules=tuple(rule_findings(_bill(care, person, lines, scheme, beside, book.institution), rules)),
    )


def _closed(care: DeclaredCare, scheme: str, place: str, chunk: Chunk) -> tuple[tuple[int, date], ...]:
    """The years of its care that are closed where the person is insured, each with the day."""
    if not chunk.closed:
        return ()
    years = {year: day for at in (place, f"{place[:4]}00") for year, day in chunk.closed.get((scheme, at), {}).items()}
    return tuple((year, years[year]) for year in sorted({care.starts_on.year, care.ends_on.year}) if year in years)


def _cover(record: Record, day: date) -> Cover:
    answer = answer_of(record, day)
    return Cover(covered=answer.covered, reason=answer.reason, source=answer.source, status=answer.status)


def _designation(care: DeclaredCare, book: Book) -> Designation:
    answer = book.designation(care)
    return Designation(
        designated=answer.state == "designated",
        reason=answer.reason,
        changes=bool(answer.review),
        source=answer.source,
        status=answer.status if answer.source else "stated",
    )


def _line(line: Declared, answer: Priced) -> Line:
    paid_on = [one for one in (answer.payment_standard, answer.price_ceiling) if one is not None]
    source = answer.price_source if answer.price_ceiling is not None else answer.source
    return Line(
        number=line.number,
        receipt=1,
        code=line.code,
        name=line.name,
        quantity=line.quantity,
        price=line.price,
        amount=line.amount,
        on=line.on,
        class_=answer.class_,
        payable=answer.payable,
        why_not=answer.why_not,
        ceiling=min(paid_on, default=None),
        source=source.title if source else "",
        status=source.status if source else "",
    )


def _coded(made: Line, line: Declared, care: DeclaredCare, chunk: Chunk) -> Line:
    """A line with what its codes hit, where it names any."""
    if not (line.doctor or line.traces):
        return made
    asked = (line.doctor, line.on or care.starts_on, care.care == EMERGENCY)
    staff = staff_said(chunk.coded.staff.get(asked)) if line.doctor else None
    traced = chunk.coded.elsewhere.get((care.pk, line.given), NO_PACKS)
    return replace(made, doctor=line.doctor, staff=staff, traces=line.traces, traced=traced)


def _limits(priced: Sequence[Priced]) -> list[Rule]:
    """The limits of the catalogue, those of each code once."""
    return [rule for answer in {one.code: one for one in priced}.values() for rule in rules_of(answer)]


def _stays(care: DeclaredCare, beside: Beside) -> tuple[OtherCare, ...]:
    """Other stays that touch its days, in the order of their days."""
    touching = [one for one in beside.stays if one.starts_on <= care.ends_on and one.ends_on >= care.starts_on]
    return tuple(
        OtherCare(reference=one.reference, starts_on=one.starts_on, ends_on=one.ends_on)
        for one in sorted(touching, key=lambda one: (one.starts_on, one.reference))
    )


def _bill(
    care: DeclaredCare, person: Person, lines: Sequence[Declared], scheme: str, beside: Beside, at: Institution
) -> BillFacts:
    """The bill as the rules of supervision ask about it. What lies behind its last day never makes it wrong."""
    one_day = care.starts_on if care.starts_on == care.ends_on else None
    year = care.starts_on.year
    return BillFacts(
        sex=person.sex,
        born_on=person.birth_on,
        scheme=scheme,
        setting=care.care,
        level=at.hospital_level,
        diagnoses=frozenset({care.diagnosis}),
        lines=tuple(
            BilledLine(number=line.number, code=line.code, on=line.on or one_day, quantity=line.quantity)
            for line in lines
        ),
        earlier=tuple([one for one in beside.lines if one.on <= care.ends_on and one.on.year == year]),
    )


def _settled_before(care: DeclaredCare, lines: Sequence[Declared], beside: Beside) -> list[Found]:
    """Lines of which the same item on the same day with the same figures is on record in other care of the person."""
    known = {(one.code, one.on, one.quantity, one.amount) for one in beside.lines}
    return [
        own_finding(BEFORE, {"name": line.name, "day": day}, (line.number,))
        for line in lines
        if (day := _day(line, care)) is not None and (line.code, day, line.quantity, line.amount) in known
    ]


def _in_month(care: DeclaredCare, lines: Sequence[Declared], chunk: Chunk) -> list[Found]:
    """Packs that stand in an earlier settlement of the same month."""
    if not chunk.coded.in_month:
        return []
    return [
        own_finding(IN_MONTH, {"name": line.name, "trace": trace}, (line.number,))
        for line in lines
        for trace in line.traces
        if trace in chunk.coded.in_month.get((care.pk, line.given), NO_PACKS)
    ]


def _day(line: Declared, care: DeclaredCare) -> date | None:
    """Of a line without a day that of its care, where that is one."""
    return line.on or (care.starts_on if care.starts_on == care.ends_on else None)


def remember(care: DeclaredCare, said: Judged, chunk: Chunk) -> None:
    """Let the settlements of the same person that come behind it know this one. What is not paid in it is not settled before: it is
    paid where it is right."""
    if care.person_id is None or said.refused:
        return
    beside = chunk.beside[chunk.files[care.person_id]]
    for line in chunk.lines.get(care.pk, ()):
        day = _day(line, care)
        if day is not None and line.number not in (said.left_out or {}):
            beside.lines.append(Billed(code=line.code, on=day, quantity=line.quantity, amount=line.amount))
    if care.care in COUNTED_AS_STAY:
        beside.stays.append(Stay(reference=care.number, starts_on=care.starts_on, ends_on=care.ends_on))
