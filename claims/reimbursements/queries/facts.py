"""A claim as frozen facts for its findings: cover, designation, catalogue, other claims, papers and account, asked as they stand
now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from casework.clocks.queries import plain_from
from casework.models import CaseFile
from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from claims.findings.rules.checks import findings_of
from claims.findings.rules.records import ClaimFacts, Cover, Designation, Found, Line, OtherCare, Receipt, Staff
from claims.findings.rules.weights import weights_on
from claims.offsite.rules.standing import UNFILED
from claims.reimbursements.choices import ComesAs, OriginalAt, ReceiptKind
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.receipt import ReceiptLine
from claims.reimbursements.queries.beside import beside
from claims.reimbursements.queries.claim import claim_of, cover_of, folded, missing_papers
from claims.reimbursements.queries.off_site import PROVINCE, province_of_care, standing_of
from claims.reimbursements.queries.prices import priced_lines
from claims.reimbursements.queries.sheet import Sheet, sheet_of
from claims.reimbursements.rules.coded import reasons
from claims.reimbursements.rules.limits import FILING
from claims.settlement.rules.records.case import COUNTED_AS_STAY
from enrolment.contributions.queries.cover import Record, answer_of, enrolment_of
from institutions.catalogue.queries.pricing import rules_and_diagnoses_on
from institutions.catalogue.rules.findings import findings as rule_findings
from institutions.catalogue.rules.pricing import Priced, rules_of
from institutions.catalogue.rules.supervision import BilledLine, BillFacts, Rule
from institutions.designation.queries.designation import designation_on
from institutions.register.models.institution import Institution
from institutions.staff_qualification.queries.coded import staff_answers
from institutions.staff_qualification.rules.standing import Standing

NOTHING: frozenset[str] = frozenset()
LEVELS = {"3": "third", "2": "second", "1": "first"}
# For which service an institution must be designated, by the kind of care; what is counted with stays is inpatient care (inferred).
SERVICES = {
    "inpatient": "inpatient",
    "day_surgery": "inpatient",
    "childbirth": "inpatient",
    "outpatient": "outpatient",
    "emergency": "outpatient",
    "chronic": "chronic_outpatient",
}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A claim with what was found of it: the facts, the catalogue's answer for each line, every finding."""

    facts: ClaimFacts
    priced: tuple[Priced, ...]
    found: tuple[Found, ...]


def judged(case: CaseFile, on: date) -> Judged:
    """Everything there is to say of a claim on a day. Nine queries, three more for lines of several days, however
    many; once for a case in hand."""
    known: dict[date, Judged] = case.__dict__.setdefault("_judged", {})
    if on not in known:
        facts, priced = _facts(case, claim_of(case), on)
        known[on] = Judged(facts=facts, priced=priced, found=findings_of(facts))
    return known[on]


def catalogue_of(claim: Reimbursement) -> Institution:
    """Whose lists and prices are asked. Of an institution that is not on record the lists of the place of insurance, without a
    price of its own."""
    if claim.institution is not None:
        return claim.institution
    return Institution(place_id=claim.place_id or claim.case.office.place_id)


def _facts(case: CaseFile, claim: Reimbursement, on: date) -> tuple[ClaimFacts, tuple[Priced, ...]]:
    sheet, at = sheet_of(claim), catalogue_of(claim)
    stay, record = claim.care in COUNTED_AS_STAY, cover_of(claim)
    priced = tuple(priced_lines(at, [(line.code, line.on or claim.starts_on) for line in sheet.lines]))
    asked = list({answer.code: answer for answer in priced})
    rules, diagnoses = rules_and_diagnoses_on(at, asked, [claim.diagnosis], claim.starts_on)
    late, wrong = _filing_limit(claim, case), _off_site_wrong(claim)
    many = claim.ends_on != claim.starts_on
    facts = ClaimFacts(
        today=on,
        received_on=case.received_on or on,
        care=claim.care,
        stay=stay,
        starts_on=claim.starts_on,
        ends_on=claim.ends_on,
        scheme=claim.scheme,
        died=claim.person.died_on is not None,
        died_on=claim.person.died_on,
        by_heir=claim.comes_as == ComesAs.HEIR,
        outside=claim.outside,
        on_record=claim.institution_id is not None,
        emergency=_emergency(claim),
        third_party=claim.third_party,
        diagnosis=claim.diagnosis,
        cover=_cover(record, claim.starts_on),
        off_site_wrong=wrong,
        # What is entered wrong is cured first.
        not_filed=standing_of(claim).state == UNFILED and not claim.outside and not wrong,
        enrolled_otherwise=_enrolled_otherwise(claim),
        cover_at_end=_cover(record, claim.ends_on) if stay and many else None,
        designation=_designation(claim, stay=stay),
        diagnosis_listed=claim.diagnosis in diagnoses,
        document_until=_document_until(claim),
        filing_ends_on=late[0],
        filing_source=late[1],
        filing_status=late[2],
        account=claim.payee_id is not None,
        account_is_hers=_account_is_hers(claim),
        papers_missing=tuple(item.name for item in missing_papers(case, on)),
        receipts=_receipts(sheet),
        lines=_lines(claim, sheet, priced),
        stays=_other_stays(claim) if stay else (),
        weights=weights_on(on, case.office.place_id),
        closed=tuple((row["year"], row["closed_on"]) for row in beside(claim)["closed"]),
        rules=tuple(rule_findings(_bill(claim, at), [*rules, *_limits(priced)])),
    )
    return facts, priced


def _receipts(sheet: Sheet) -> tuple[Receipt, ...]:
    """Each with whether one like it is in use, wherever: not whose."""
    return tuple(
        Receipt(
            number=row.position,
            issued_on=row.issued_on,
            total=row.total,
            twin=row.pk in sheet.twins,
            unaccounted=row.kind == ReceiptKind.PAPER and _nowhere(sheet, row.pk),
        )
        for row in sheet.receipts
    )


def _nowhere(sheet: Sheet, receipt: int) -> bool:
    """Whether nobody has said where the original is, or that it cannot be found."""
    at = sheet.originals.get(receipt)
    return at is None or at.place == OriginalAt.MISSING


def _off_site_wrong(claim: Reimbursement) -> str:
    """Where the institution on record lies, when that is not what is said of care elsewhere. No query."""
    if claim.institution is None or claim.place is None:
        return ""
    inside = province_of_care(claim) == claim.place.prefix[:PROVINCE]
    if inside == (claim.off_site == "local"):
        return ""
    return "inside" if inside else "outside"


def _enrolled_otherwise(claim: Reimbursement) -> bool:
    """Whether her enrolment of the first day is another now than when the claim was entered. No query of its own."""
    held = enrolment_of(cover_of(claim), claim.starts_on)
    return (held or ("", None)) != (claim.scheme, claim.place_id)


def _is_emergency(claim: Reimbursement) -> bool:
    reason = reasons().get(claim.reason)
    return reason is not None and reason.emergency


def _cover(record: Record, day: date) -> Cover:
    answer = answer_of(record, day)
    return Cover(covered=answer.covered, reason=answer.reason, source=answer.source, status=answer.status)


def _designation(claim: Reimbursement, *, stay: bool) -> Designation | None:
    """The answer for the first day; a stay that reaches into a change is named."""
    if claim.institution is None:
        return None
    until = claim.ends_on if stay else None
    answer = designation_on(claim.institution, claim.starts_on, SERVICES[claim.care], stay_until=until)
    return Designation(
        designated=answer.state == "designated",
        reason=answer.reason,
        changes=bool(answer.review),
        source=answer.source,
        status=answer.status if answer.source else "stated",
    )


def _document_until(claim: Reimbursement) -> date | None:
    """The last day of her documents on file; None while one has no end, or none is on file. No query of its own."""
    days = [row["expires_on"] for row in beside(claim)["documents"]]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _filing_limit(claim: Reimbursement, case: CaseFile) -> tuple[date | None, str, str]:
    """Behind which day a claim counts as late, and where that is written; nothing where no value holds."""
    try:
        value = rule_by_id(FILING).value_for(on=claim.ends_on, place=case.office.place_id)
        return plain_from(FILING, claim.ends_on, place=case.office.place_id), value.source, value.status
    except ValueMissing:
        return None, "", ""


def _account_is_hers(claim: Reimbursement) -> bool:
    """Whether the account is held by a name of the person or of whoever acts for her; of an heir by her own."""
    if claim.payee is None:
        return True
    of_herself = [claim.person.name, claim.person.latin_name]
    names = [claim.heir_name] if claim.comes_as == ComesAs.HEIR else of_herself
    if claim.representative is not None:
        names.append(claim.representative.name)
    return folded(claim.payee.account_name.open_for_work()) in [folded(name) for name in names if name]


def _other_stays(claim: Reimbursement) -> tuple[OtherCare, ...]:
    """Her other stays that touch this one's days. No query of its own."""
    known = beside(claim)
    rows = [(row["case__reference"], row) for row in known["stays"]]
    rows += [(row["reference"], row) for row in known["declared_stays"]]
    return tuple(
        OtherCare(reference=reference or "", starts_on=row["starts_on"], ends_on=row["ends_on"])
        for reference, row in rows
    )


def _lines(claim: Reimbursement, sheet: Sheet, priced: Sequence[Priced]) -> tuple[Line, ...]:
    asked = {(line.doctor, line.on or claim.starts_on) for line in sheet.lines if line.doctor}
    place = claim.institution.place_id if claim.institution is not None else claim.place_id or ""
    answers = staff_answers(beside(claim), asked, place=place, emergency=_emergency(claim)) if asked else {}
    found = []
    for number, (line, answer) in enumerate(zip(sheet.lines, priced, strict=True), 1):
        staff = staff_said(answers.get((line.doctor, line.on or claim.starts_on))) if line.doctor else None
        known = {"doctor": line.doctor, "staff": staff, "traces": tuple(line.traces)}
        found.append(replace(_line(number, line, answer), traced=sheet.traced.get(line.pk, NOTHING), **known))
    return tuple(found)


def staff_said(said: Standing | None) -> Staff:
    """The answer of the register of staff as the findings know it; None: nobody there has the code."""
    if said is None:
        return Staff(state="unknown", settled=False)
    return Staff(state=said.state, settled=said.settled, last=said.last, source=said.source, status=said.status)


def _emergency(claim: Reimbursement) -> bool:
    return claim.care == "emergency" or claim.off_site == "emergency" or _is_emergency(claim)


def _line(number: int, line: ReceiptLine, answer: Priced) -> Line:
    paid_on = [one for one in (answer.payment_standard, answer.price_ceiling) if one is not None]
    source = answer.price_source if answer.price_ceiling is not None else answer.source
    return Line(
        number=number,
        receipt=line.receipt.position,
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


def _limits(priced: tuple[Priced, ...]) -> list[Rule]:
    """The limits of the catalogue, those of each code once."""
    return [rule for answer in {one.code: one for one in priced}.values() for rule in rules_of(answer)]


def _bill(claim: Reimbursement, at: Institution) -> BillFacts:
    """The bill as the rules of supervision ask about it; lines by their number through the whole claim."""
    sheet, one_day = sheet_of(claim), claim.starts_on == claim.ends_on
    level = at.hospital_level if claim.institution is not None else LEVELS.get(claim.level, "")
    return BillFacts(
        sex=claim.person.sex,
        born_on=claim.person.birth_on,
        scheme=claim.scheme,
        setting=claim.care,
        level=level,
        diagnoses=frozenset({claim.diagnosis}),
        lines=tuple(
            BilledLine(
                number=number,
                code=line.code,
                on=line.on or (claim.starts_on if one_day else None),
                quantity=line.quantity,
            )
            for number, line in enumerate(sheet.lines, 1)
        ),
        earlier=tuple(
            BilledLine(number=0, code=row["code"], on=row["day"], quantity=row["quantity"])
            for name in ("earlier", "declared")
            for row in beside(claim)[name]
        ),
    )
