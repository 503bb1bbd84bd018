"""The bill of a case, item by item: docs/quote.md, sections bill and items."""

from fractions import Fraction

from tests.claims.settlement.reference_facts import ZERO, Case, Unclear, amount, chosen, fen, number, ratio

OUTSIDE = ("fully_self", "class_c", "out_of_scope")


def money_of(bill: dict, name: str) -> Fraction:
    return number(bill.get(name, 0))


def items_of(case: Case) -> tuple[list[dict], dict]:
    """The bill as items (total, fully_self, over_limit, first_pay, in_scope …), and what yearly limits have used."""
    if "lines" in case.bill:
        items = [line_item(line, case) for line in case.bill["lines"]]
    elif {"class_a", "class_b"} & set(case.bill):
        items = class_items(case)
    else:
        return summed(case)
    rules = case.policy.get("items") or {}
    limits = chosen(rules, case).get("limits", []) if rules else []
    used = {}
    for limit in limits:
        if limit.get("on", "in_scope") == "cost":
            cut(limit, items, "cost", case, used)
    for item in items:
        item["first_pay"] = min(item["cost"], fen(item["own_ratio"] * item["cost"]) + item["own_yuan"])
        item["in_scope"] = item["cost"] - item["first_pay"]
    for limit in limits:
        if limit.get("on", "in_scope") == "in_scope":
            cut(limit, items, "in_scope", case, used)
    for item in items:
        item["over_limit"] = item["total"] - item["fully_self"] - item["first_pay"] - item["in_scope"]
    return items, used


def line_item(line: dict, case: Case) -> dict:
    kind = {"甲": "a", "乙": "b", "丙": "c"}.get(line["class"], line["class"].lower())
    price, quantity = number(line.get("price", line.get("total", 0))), number(line.get("quantity", 1))
    total = number(line["total"]) if "total" in line else fen(price * quantity)
    over = ZERO
    if "payment_standard" in line:
        over = min(total, fen(max(ZERO, price - number(line["payment_standard"])) * quantity))
    if "_over" in line:
        over = line["_over"]
    item = {"total": total, "class": kind, "item_class": line.get("item_class"), "fully_self": ZERO}
    item |= {"on": line.get("on", ""), "code": line.get("code", ""), "cost": total - over}
    if kind == "c":
        item |= {"fully_self": total, "cost": ZERO}
    item["own_ratio"], item["own_yuan"] = first_pay_of(line, item, price, case)
    # A first pay in yuan is the share it comes to.
    in_yuan = min(Fraction(1), item["own_yuan"] / item["cost"]) if item["cost"] else ZERO
    item["share"] = item["own_ratio"] or in_yuan
    return item


def first_pay_of(line: dict, item: dict, price: Fraction, case: Case) -> tuple[Fraction, Fraction]:
    if item["class"] == "c":
        return ZERO, ZERO
    if "first_pay_ratio" in line:
        return number(line["first_pay_ratio"]), ZERO
    if "first_pay" in line:
        return ZERO, number(line["first_pay"])
    rules = chosen(case.policy.get("items") or {}, case)
    of_class = chosen(rules.get("item_classes", {}).get(line.get("item_class")) or {}, case)
    # An item that is paid apart, at a final ratio, has no first pay but its own.
    own = of_class.get("first_pay", "none" if "final_ratio" in of_class else None)
    if own is not None:
        own = chosen(own, case)
        return (
            banded(own, price, number(line.get("quantity", 1)), item["total"])
            if isinstance(own, dict)
            else ratio(own, case) or ZERO
        ), ZERO
    if item["class"] == "a":
        return ZERO, ZERO
    return ratio(rules.get("class_b_first_pay"), case) or ZERO, ZERO


def banded(rule: dict, price: Fraction, pieces: Fraction, total: Fraction) -> Fraction:
    """The share of the price: each part of it at its ratio, or the whole at that of the band reached.

    Of several pieces the bands are so many times as wide, on the line's total.
    """
    name = "segments" if "segments" in rule else "slabs"
    rows = rule[name]["rows"] if isinstance(rule[name], dict) else rule[name]
    settings = rule[name] if isinstance(rule[name], dict) else rule
    start, parts = ZERO, ZERO
    for row in rows:
        end = number(row["to"]) if "to" in row else max(price + 1, start)
        if name == "slabs":
            reached = price < end if settings.get("bound_belongs_to") == "upper" else price <= end
            if reached or "to" not in row:
                return number(row["ratio"])
        parts += max(ZERO, min(total, end * pieces) - start * pieces) * number(row["ratio"])
        start = end
    return parts / total if total else ZERO


def limit_name(limit: dict) -> str:
    return limit.get("id") or "+".join(limit.get("item_classes", []))


def cut(limit: dict, items: list[dict], what: str, case: Case, used: dict) -> None:
    """Use a limit up by date, class, first-pay ratio, code, class of items."""
    allowed = amount(limit["amount"], case)
    if allowed is None:
        return
    classes = limit.get("item_classes")
    found = [item for item in items if item["class"] != "c" and (classes is None or item["item_class"] in classes)]
    found.sort(
        key=lambda item: (
            item["on"],
            item["class"],
            item["share"],
            item["code"],
            item["item_class"] or "",
            item[what],
        )
    )
    if limit["per"] == "day":
        if any(not item["on"] for item in found):
            raise Unclear("fact_missing: date of a line")
        for day in {item["on"] for item in found}:
            use_up(allowed, [item for item in found if item["on"] == day], what)
        return
    if limit["per"] == "visit":
        allowed *= case.stays
    if limit["per"] == "stay_day":
        allowed *= case.fact("days")
    if limit["per"] == "year":
        allowed = max(ZERO, allowed - case.year["limits"].get(limit_name(limit), ZERO))
    taken = use_up(allowed, found, what)
    if limit["per"] == "year" and any(classes is None or item["item_class"] in classes for item in items):
        used[limit_name(limit)] = taken


def use_up(allowed: Fraction, items: list[dict], what: str) -> Fraction:
    left = allowed
    for item in items:
        item[what] = min(item[what], left)
        left -= item[what]
    return allowed - left


def class_items(case: Case) -> list[dict]:
    """`class_a`, `class_b`, `class_c`: a bill of one line for each class."""
    bill, items = case.bill, []
    for kind, names in (("a", ["class_a"]), ("b", ["class_b"]), ("c", OUTSIDE)):
        total = sum((money_of(bill, name) for name in names), ZERO)
        if total:
            line = {"class": kind, "total": total}
            if kind == "b" and "first_pay" in bill:
                line["first_pay"] = bill["first_pay"]
            items.append(line_item(line, case))
    return items


def summed(case: Case) -> tuple[list[dict], dict]:
    """A bill of sums: what is left out is zero, `total` or `in_scope` is found from the rest."""
    bill = case.bill
    rules = case.policy.get("items") or {}
    if [limit for limit in chosen(rules, case).get("limits", []) if not limit.get("item_classes")]:
        raise Unclear("limits on a bill of sums")
    fully = sum((money_of(bill, name) for name in OUTSIDE), ZERO)
    first, over = money_of(bill, "first_pay"), money_of(bill, "over_limit")
    if set(bill) == {"total", "in_scope"}:
        fully = number(bill["total"]) - number(bill["in_scope"])
    total = number(bill["total"]) if "total" in bill else number(bill["in_scope"]) + first + over + fully
    item = {"total": total, "class": "a", "item_class": None, "fully_self": fully, "over_limit": over}
    item |= {"first_pay": first, "in_scope": total - first - over - fully}
    return [item], {}


def final_ratio(item: dict, case: Case) -> Fraction | None:
    """The ratio of an item that is paid apart from the scheme's ratio, None for the others."""
    return ratio(class_rule(item, case).get("final_ratio", "none"), case)


def class_rule(item: dict, case: Case) -> dict:
    rules = chosen(case.policy.get("items") or {}, case)
    return chosen(rules.get("item_classes", {}).get(item["item_class"]) or {}, case)


def pools(items: list[dict], exempt: list[str], case: Case) -> list[dict]:
    """In-scope cost by how it is paid: under the scheme's ratio or apart, with or without a deductible."""
    found = []
    for item in items:
        final = final_ratio(item, case)
        counts = class_rule(item, case).get("counts_for_deductible", False) if final is not None else True
        carries = counts and item["item_class"] not in exempt
        found.append({"cost": item["in_scope"], "final": final, "carries": carries, "item_class": item["item_class"]})
    return found
