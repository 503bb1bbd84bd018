"""Everything that is to say of a claim, at once: facts → findings, each with where it is written and what may be decided on it.

A finding never changes the claim: what is not paid of a line is the settlement's to say, and a quantity is shown, never cut.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from claims.findings.rules.records import ClaimFacts, Cover, Found, Line, Receipt, Staff, Weighed
from claims.findings.rules.weights import weights
from enrolment.coverage.rules.terms import GIVEN
from institutions.catalogue.rules.supervision import Finding as RuleFinding

FEN = Decimal("0.01")
NOWHERE: tuple[int, tuple[int, ...]] = (0, ())
NOT_SAID = ("", "")
# Chapters of the classification that mean an injury or poisoning.
INJURY = ("S", "T")
# What is not settled of a qualification that points ended or suspended.
STOPPED = ("suspended", "ended")
# A rule about the whole bill names no line that could be left out alone.
Check = Callable[[ClaimFacts], Iterator[Found]]


def findings_of(facts: ClaimFacts) -> tuple[Found, ...]:
    """Every finding: those that block first, then by receipt and line."""
    return _found_by(CHECKS, facts)


def networked_findings_of(facts: ClaimFacts) -> tuple[Found, ...]:
    """The same of care that was settled at the institution's own counter, which asked there whether somebody else must pay."""
    return _found_by(NETWORKED_CHECKS, facts)


def _found_by(checks: "tuple[Check, ...]", facts: ClaimFacts) -> tuple[Found, ...]:
    found = [_weighed(one, facts.weights) for check in checks for one in check(facts)]
    return tuple(sorted(found, key=lambda one: (not one.blocks, one.receipt, one.lines)))


def _weighed(found: Found, weights: Mapping[str, Weighed]) -> Found:
    """With the weight and the rulings that the place gives it; what it rests on stays."""
    said = weights.get(found.code)
    return found if said is None else replace(found, weight=said.weight, rulings=said.rulings)


def _found(
    code: str,
    params: Mapping[str, object] | None = None,
    *,
    at: tuple[int, tuple[int, ...]] = NOWHERE,
    said: tuple[str, str] = NOT_SAID,
) -> Found:
    """A finding with what its row of the table says. `at`: number of a receipt and of lines; `said`: source and status of its
    own, which stand instead of those of the table."""
    # What rests on what is recorded alone names no source: then that of the table stands.
    row, (source, status) = weights()[code], NOT_SAID if said[0] == GIVEN else said
    return Found(
        code=code,
        weight=row.weight,
        rulings=row.rulings,
        source=source or row.source,
        status=status if source and status else row.status,
        receipt=at[0],
        lines=at[1],
        params={name: str(value) for name, value in (params or {}).items()},
    )


def _cover(facts: ClaimFacts) -> Iterator[Found]:
    """The first day decides: of a stay that of admission, never that of discharge."""
    if facts.enrolled_otherwise:
        yield _found("enrolled_otherwise", {"day": facts.starts_on})
    if facts.cover.covered is None:
        yield _of_cover("cover_unknown", facts.cover, facts.starts_on)
    elif not facts.cover.covered:
        yield _of_cover("not_covered", facts.cover, facts.starts_on)
    elif facts.cover_at_end is not None and not facts.cover_at_end.covered:
        yield _of_cover("cover_ends_in_stay", facts.cover_at_end, facts.ends_on)


def _of_cover(code: str, cover: Cover, day: date) -> Found:
    return _found(code, {"reason": cover.reason, "day": day}, said=(cover.source, cover.status))


def _person(facts: ClaimFacts) -> Iterator[Found]:
    if facts.died and not facts.by_heir:
        yield _found("person_died")
    if facts.by_heir and not facts.died:
        yield _found("heir_of_living")
    if facts.died_on is not None and facts.ends_on > facts.died_on:
        yield _found("care_after_death", {"day": facts.died_on})
    if facts.document_until is not None and facts.document_until < facts.starts_on:
        yield _found("document_expired", {"day": facts.document_until})
    if not facts.account:
        yield _found("account_missing")
    elif not facts.account_is_hers:
        yield _found("account_of_other")
    if facts.papers_missing:
        yield _found("papers_missing", {"papers": " · ".join(facts.papers_missing)})


def _where(facts: ClaimFacts) -> Iterator[Found]:
    if facts.outside:
        yield _found("outside_mainland", {"place": facts.outside})
        return
    if facts.not_filed:
        yield _found("off_site_not_filed", {"day": facts.starts_on})
    if not facts.on_record:
        yield _found("institution_not_on_record")
        return
    if facts.off_site_wrong:
        yield _found(f"off_site_{facts.off_site_wrong}")
    said = facts.designation
    if said is None:
        return
    params, written = {"reason": said.reason, "day": facts.starts_on}, (said.source, said.status)
    if not said.designated:
        yield _found("not_designated_emergency" if facts.emergency else "not_designated", params, said=written)
    elif said.changes:
        yield _found("designation_changes", params, said=written)


def _third_party(facts: ClaimFacts) -> Iterator[Found]:
    if facts.third_party == "pays":
        yield _found("third_party_pays")
    elif facts.third_party == "cannot":
        yield _found("third_party_open")
    elif facts.diagnosis.upper().startswith(INJURY):
        yield _found("injury_unasked", {"diagnosis": facts.diagnosis})


def _times(facts: ClaimFacts) -> Iterator[Found]:
    if facts.ends_on > facts.today:
        yield _found("care_in_future", {"day": facts.ends_on})
    if facts.received_on < facts.ends_on:
        yield _found("received_before_end", {"received": facts.received_on, "day": facts.ends_on})
    if facts.filing_ends_on is not None and facts.received_on > facts.filing_ends_on:
        said = facts.filing_source, facts.filing_status
        yield _found("late_filing", {"day": facts.filing_ends_on}, said=said)
    if facts.starts_on.year != facts.ends_on.year:
        yield _found("two_years", {"first": facts.starts_on.year, "last": facts.ends_on.year})
    for year, day in facts.closed:
        yield _found("year_closed", {"year": year, "day": day})
    if facts.diagnosis_listed is False:
        yield _found("diagnosis_unlisted", {"diagnosis": facts.diagnosis})


def _stays(facts: ClaimFacts) -> Iterator[Found]:
    """Two stays may share the day on which one ends and the next begins."""
    if not facts.stay:
        return
    for other in facts.stays:
        if other.starts_on < facts.ends_on and facts.starts_on < other.ends_on:
            days = {"first": other.starts_on, "last": other.ends_on}
            yield _found("stay_overlaps", {"reference": other.reference, **days})


def _of_receipt(receipt: Receipt) -> Iterator[Found]:
    """What is to say of a receipt as a thing: one like it, and where its original is."""
    at = receipt.number, ()
    if receipt.twin:
        yield _found("receipt_twin", at=at)
    if receipt.unaccounted:
        yield _found("original_unaccounted", at=at)


def _receipts(facts: ClaimFacts) -> Iterator[Found]:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for line in facts.lines:
        sums[line.receipt] += line.amount
    for receipt in facts.receipts:
        number, at = receipt.number, (receipt.number, ())
        if number not in sums:
            yield _found("receipt_empty", at=at)
        elif sums[number] != receipt.total:
            yield _found("receipt_sum", {"total": receipt.total, "lines_sum": sums[number]}, at=at)
        yield from _of_receipt(receipt)
        if receipt.issued_on > facts.today:
            yield _found("receipt_in_future", {"day": receipt.issued_on}, at=at)
        elif receipt.issued_on < facts.starts_on:
            yield _found("receipt_before_care", {"day": receipt.issued_on}, at=at)
        elif facts.stay and receipt.issued_on < facts.ends_on:
            yield _found("receipt_before_end", {"day": receipt.issued_on}, at=at)
    if not facts.receipts:
        yield _found("receipt_empty")


def _lines(facts: ClaimFacts) -> Iterator[Found]:
    for line in facts.lines:
        at, said, named = (line.receipt, (line.number,)), (line.source, line.status), {"name": line.name}
        if not line.payable:
            yield _found("line_not_paid", named | {"why": line.why_not}, at=at, said=said)
        if line.price is not None:
            worked_out = (line.price * line.quantity).quantize(FEN, ROUND_HALF_UP)
            if worked_out != line.amount:
                figures = {"amount": str(line.amount), "worked_out": str(worked_out)}
                yield _found("line_sum", named | figures, at=at)
        if line.ceiling is not None and _unit_price(line) > line.ceiling:
            yield _found("line_over_price", named | {"ceiling": str(line.ceiling)}, at=at, said=said)
        if line.on is not None and not facts.starts_on <= line.on <= facts.ends_on:
            yield _found("line_outside_care", named | {"day": str(line.on)}, at=at)


def _unit_price(line: Line) -> Decimal:
    """The price a unit was charged at: the printed one, else the amount by the quantity, not rounded."""
    return line.price if line.price is not None else line.amount / line.quantity


def _twice(facts: ClaimFacts) -> Iterator[Found]:
    """The same item on the same day with the same figures, once as often as it is printed again. Without a day only within one
    receipt: what is not told is no coincidence."""
    seen: dict[tuple[object, ...], Line] = {}
    for line in facts.lines:
        what = line.code or line.name
        key = (what, line.on, line.quantity, line.amount, line.receipt if line.on is None else 0)
        first = seen.setdefault(key, line)
        if first is not line:
            named = {"name": line.name, "first": first.number}
            yield _found("line_twice", named, at=(line.receipt, (line.number,)))


def _staff(facts: ClaimFacts) -> Iterator[Found]:
    """Whether whoever ordered a line was qualified on its day: one finding a receipt for each answer. Of an institution that is not
    on record the register of staff tells nothing."""
    if facts.outside or not facts.on_record:
        return
    asked: dict[tuple[int, str, Staff], list[int]] = defaultdict(list)
    for line in facts.lines:
        if line.staff is not None and not line.staff.settled:
            asked[line.receipt, line.doctor, line.staff].append(line.number)
    for (receipt, doctor, said), numbers in asked.items():
        known = said.state in STOPPED
        params = {"doctor": doctor, "state": said.state} | ({"day": said.last} if known else {})
        code = "staff_not_qualified" if known else "staff_not_registered"
        yield _found(code, params, at=(receipt, tuple(numbers)), said=(said.source, said.status))


def _traces(facts: ClaimFacts) -> Iterator[Found]:
    """A pack is sold once: its code stands on another line, or in another claim, of whoever."""
    seen: dict[str, int] = {}
    for line in facts.lines:
        at = line.receipt, (line.number,)
        for trace in line.traces:
            first = seen.setdefault(trace, line.number)
            if first != line.number:
                yield _found("trace_twice", {"name": line.name, "trace": trace, "first": first}, at=at)
            if trace in line.traced:
                yield _found("trace_elsewhere", {"name": line.name, "trace": trace}, at=at)


def _rules(facts: ClaimFacts) -> Iterator[Found]:
    """What the bill hits of the supervision rules and of the limits of the catalogue."""
    receipts = {line.number: line.receipt for line in facts.lines}
    for one in facts.rules:
        receipt = receipts[one.lines[0]] if one.lines else 0
        said = one.rule.source, one.rule.status
        yield _found("rule_hit" if one.hit else "rule_untold", _params_of(one), at=(receipt, one.lines), said=said)


def _params_of(one: RuleFinding) -> dict[str, str]:
    rule = one.rule
    told = {"kind": rule.kind, "code": rule.code, "value": rule.value, "unit": rule.unit, "period": rule.period}
    return told | {"text": rule.text, **one.params}


CHECKS: tuple[Check, ...] = (
    _person,
    _cover,
    _where,
    _third_party,
    _times,
    _stays,
    _receipts,
    _lines,
    _twice,
    _staff,
    _traces,
    _rules,
)
NETWORKED_CHECKS = tuple(check for check in CHECKS if check is not _third_party)
