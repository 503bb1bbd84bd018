"""From the bill to the in-scope cost: class C out (B1), over the payment standard out (B3), limits (B5), first pay out (B2)."""

from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from claims.settlement.rules.reading.bill_reader import line_total
from claims.settlement.rules.reading.values import LARGEST, shown
from claims.settlement.rules.records.case import BillLine, Buckets
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.policy import Items, PriceBands
from claims.settlement.rules.records.rounding import ONE, ZERO, to_fen
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.limits import Share, cuts_of, in_band, limit_sums

NO_ITEMS = Items(
    first_pay=None, classes={}, limits=(), limited=frozenset(), limits_all=False, final=frozenset()
)  # "items": "none": nothing is said of any item


class LineResult(Struct, frozen=True, gc=False, kw_only=True):
    """One line settled: the four parts add up to its total. In JSON the two classes have the names they have in a case."""

    code: str
    class_: str = field(name="class")
    item_class: str | None
    total: Decimal
    fully_self: Decimal
    over_limit: Decimal
    first_pay: Decimal
    first_pay_ratio: Decimal | None
    in_scope: Decimal


class Bill(Struct, frozen=True, gc=False, kw_only=True):
    """The bill sorted: the four parts add up to the total. `by_item_class` is the in-scope cost of item classes with a name.
    `priced`: a price stands in the place of the cost, so that it has no items."""

    total: Decimal
    fully_self: Decimal
    over_limit: Decimal
    first_pay: Decimal
    in_scope: Decimal
    by_item_class: dict[str, Decimal]
    lines: tuple[LineResult, ...]
    priced: bool = False


def sort_out(run: Run) -> Bill:
    """The bill in its parts. Raises SettlementError when the policy is silent about something that is on it."""
    items = run.section("items").value or NO_ITEMS
    sums = run.case.buckets
    bill = _from_lines(run, items) if sums is None else _from_sums(run, items, sums)
    run.note("bill_total", bill.total, "", {"lines": len(bill.lines)})
    if bill.fully_self:
        run.note("class_c_removed", bill.fully_self, "", {})
    if bill.over_limit:
        run.note("over_payment_standard", bill.over_limit, "", {})
    if bill.first_pay:
        run.note("class_b_first_pay", bill.first_pay, "items", {})
    inputs = {
        "total": bill.total,
        "fully_self": bill.fully_self,
        "over_limit": bill.over_limit,
        "first_pay": bill.first_pay,
    }
    run.note("in_scope", bill.in_scope, "", inputs)
    return bill


def _from_sums(run: Run, items: Items, sums: Buckets) -> Bill:
    over = limit_sums(run, items.limits, sums)
    return Bill(
        total=sums.total,
        fully_self=sums.fully_self,
        over_limit=sums.over_limit + over,
        first_pay=sums.first_pay,
        in_scope=sums.in_scope - over,
        by_item_class={},
        lines=(),
    )


def _from_lines(run: Run, items: Items) -> Bill:
    lines = run.case.lines
    if not lines:
        raise SettlementError("bill_needs_lines", "bill")
    kinds = {line.item_class for line in lines}
    if run.policy.item_classes and not kinds <= run.policy.kinds:
        raise _unknown_class(run, lines)
    if not items.limits_all and items.limited.isdisjoint(kinds):
        return _added([settle_line(run, items, line, ZERO) for line in lines])
    return _added(_within_limits(run, items, lines))


def _unknown_class(run: Run, lines: tuple[BillLine, ...]) -> SettlementError:
    """A class of items that the policy does not name is a misspelt one, when it names any."""
    number = next(n for n, line in enumerate(lines) if line.item_class not in run.policy.kinds)
    at, allowed = f"bill.lines[{number}].item_class", sorted(run.policy.item_classes)
    return SettlementError("unknown_choice", at, value=shown(lines[number].item_class), allowed=allowed)


def _within_limits(run: Run, items: Items, lines: tuple[BillLine, ...]) -> list[LineResult]:
    """Lines of which some are under a limit: cut on cost before their first pay, on in-scope cost after it."""
    every = items.limits_all
    limited = [n for n, line in enumerate(lines) if (every or line.item_class in items.limited) and line.class_ != "c"]
    ratios = {n: _ratio_of(run, items, lines[n]) for n in limited}
    before = [Share(n, lines[n], _within_standard(lines[n]), ratios[n]) for n in limited]
    cuts = cuts_of(run, items.limits, "cost", before)
    results = [settle_line(run, items, line, cuts.get(n, ZERO)) for n, line in enumerate(lines)]
    after = [Share(n, lines[n], results[n].in_scope, ratios[n]) for n in limited]
    for number, cut in cuts_of(run, items.limits, "in_scope", after).items():
        line = results[number]
        results[number] = replace(line, over_limit=line.over_limit + cut, in_scope=line.in_scope - cut)
    return results


def _ratio_of(run: Run, items: Items, line: BillLine) -> Decimal | None:
    """The first-pay ratio a line will have; by bands of the price or in yuan, what they come to on the whole line."""
    if line.first_pay_ratio is not None:
        return line.first_pay_ratio
    if line.first_pay is not None:
        within = _within_standard(line)
        return min(ONE, line.first_pay / within) if within else ZERO
    ratio = _policy_ratio(run, items, line.class_, line.item_class)
    if not isinstance(ratio, PriceBands):
        return ratio
    total, within = line_total(line), _within_standard(line)
    return _by_price(run, ratio, line, total, within) / within if within else ZERO


def _within_standard(line: BillLine) -> Decimal:
    total = line_total(line)
    return total - over_standard(line, total)


def over_standard(line: BillLine, total: Decimal) -> Decimal:
    """B3: what of the line's total lies above the payment standard times the quantity."""
    if line.payment_standard is None:
        return ZERO
    if line.over is not None:
        return line.over
    over = total - to_fen(line.payment_standard * line.quantity)
    return over if over > ZERO else ZERO


def settle_line(run: Run, items: Items, line: BillLine, cut: Decimal) -> LineResult:
    """One item: class C whole, else the part over its limits, then its first pay, rounded once; the rest is in scope."""
    class_, item_class = line.class_, line.item_class
    total, price = line.amount, line.price
    if total is None:
        total = line_total(line) if price is None else to_fen(price * line.quantity)
    fully_self = over = first_pay = ZERO
    ratio = line.first_pay_ratio
    if class_ == "c":
        fully_self, allowed, ratio = total, ZERO, None
    else:
        over = cut if line.payment_standard is None else cut + over_standard(line, total)
        allowed = total - over if over else total
        if line.first_pay is not None:
            first_pay = _stated_first_pay(run, line, line.first_pay, total, allowed)
        elif ratio is not None:
            first_pay = to_fen(allowed * ratio) if ratio else ZERO
        elif item_class is None and class_ == "a":
            ratio = ZERO
        else:
            ruled = _policy_ratio(run, items, class_, item_class)
            if isinstance(ruled, PriceBands):
                first_pay = to_fen(_by_price(run, ruled, line, total, allowed))
            else:
                ratio = ruled
                first_pay = to_fen(allowed * ratio) if ratio else ZERO
    return LineResult(
        code=line.code,
        class_=class_,
        item_class=item_class,
        total=total,
        fully_self=fully_self,
        over_limit=over,
        first_pay=first_pay,
        first_pay_ratio=ratio,
        in_scope=allowed - first_pay if first_pay else allowed,
    )


def _stated_first_pay(run: Run, line: BillLine, stated: Decimal, total: Decimal, allowed: Decimal) -> Decimal:
    """First pay in yuan, as the bill states it."""
    if stated > total:
        at = f"bill.lines[{run.case.lines.index(line)}].first_pay"
        raise SettlementError("part_exceeds_line", at, part=str(stated), line=str(total))
    if stated <= allowed:
        return stated
    # A standard or a limit leaves less of the line than the bill states as first pay: no more than that is first pay.
    inputs = {"stated": stated, "line": run.case.lines.index(line) + 1}
    run.note("first_pay_bounded", allowed, "", inputs)
    return allowed


def _by_price(run: Run, bands: PriceBands, line: BillLine, total: Decimal, allowed: Decimal) -> Decimal:
    """Unrounded first pay by bands of the unit price; where none is given, the bounds are multiplied by the quantity."""
    reached, times = (total, line.quantity) if line.price is None else (line.price, ONE)
    paid = ZERO
    for row in bands.rows:
        if bands.slab:
            high = None if row.high is None else row.high * times
            if not in_band(row.low * times, high, reached, bands.bound_belongs_to):
                continue
            within = allowed
        else:
            high = None if row.high is None else row.high * line.quantity
            within = (allowed if high is None or allowed < high else high) - row.low * line.quantity
        if within > ZERO:
            ratio = row.ratio.pick(run.facts).value
            paid += within * (ONE - ratio if row.of_person else ratio)
    return paid


def _policy_ratio(run: Run, items: Items, class_: str, item_class: str | None) -> Decimal | PriceBands:
    """The first-pay ratio of a class of items, or of class A or B; worked out once for all lines alike."""
    if class_ == "a" and (item_class is None or item_class not in items.classes):
        return ZERO
    key = class_, item_class if item_class in items.classes else None
    found = run.known.get(key)
    if found is None:
        found = run.known[key] = _first_pay_ratio(run, items, class_, item_class)
    return found


def _first_pay_ratio(run: Run, items: Items, class_: str, item_class: str | None) -> Decimal | PriceBands:
    """The first-pay ratio of the item's class of items, or of class B. Class A pays none."""
    if item_class and (known := items.classes.get(item_class)) is not None:
        if known.first_pay is not None:
            return known.first_pay.pick(run.facts).value
        if known.final_ratio is not None:
            return ZERO
    if class_ == "a":
        return ZERO
    if items.first_pay is None:
        raise SettlementError("value_missing", "policy.items.class_b_first_pay")
    return items.first_pay.pick(run.facts).value


def _added(lines: list[LineResult]) -> Bill:
    total = fully_self = over_limit = first_pay = ZERO
    by_item_class: dict[str, Decimal] = {}
    for line in lines:
        total += line.total
        if line.fully_self:
            fully_self += line.fully_self
        if line.over_limit:
            over_limit += line.over_limit
        if line.first_pay:
            first_pay += line.first_pay
        if line.item_class:
            by_item_class[line.item_class] = by_item_class.get(line.item_class, ZERO) + line.in_scope
    if total >= LARGEST:
        raise SettlementError("too_large", "bill.lines", value=shown(total), limit=f"{LARGEST:f}")
    in_scope = total - fully_self - over_limit - first_pay
    return Bill(
        total=total,
        fully_self=fully_self,
        over_limit=over_limit,
        first_pay=first_pay,
        in_scope=in_scope,
        by_item_class=by_item_class,
        lines=tuple(lines),
    )
