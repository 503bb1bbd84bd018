"""From the employees' scheme into the residents' one inside a year: without a wait after a short gap and long enough cover."""

from datetime import date

from enrolment.coverage.rules.days import ONE_DAY, first_day, month_of
from enrolment.coverage.rules.records.facts import EMPLOYEES, Cover, Facts, PaidYear, Sentence
from enrolment.coverage.rules.terms import Terms


def changed_scheme(facts: Facts, paid: PaidYear, start: date, end: date, terms: Terms) -> Cover | None:
    """Cover of whoever was in the employees' scheme until a short gap before the payment; None where this rule does not apply,
    then the ordinary one does. Raises NoSource."""
    before = facts.before
    if before is None or before.scheme != EMPLOYEES or paid.paid_on is None or before.until > end:
        return None
    gap = max(0, month_of(paid.paid_on) - month_of(before.until) - 1)
    limit, needed = terms.need("short_gap"), terms.need("between_schemes_months")
    months = before.months
    if gap > limit or months is None or months < needed:
        return None
    said: list[Sentence] = [("change_of_scheme", {"months": months, "needed": needed})]
    used = ["cover_year_month", "short_gap", "between_schemes_months"]
    day = max(first_day(month_of(paid.paid_on)), start, before.until + ONE_DAY)
    if gap:
        said.append(("gap_closed" if before.back_paid else "gap_not_paid_back", {"months": gap, "limit": limit}))
        if not before.back_paid:
            used.append("short_gap_unpaid")
            if terms.need("short_gap_unpaid") == "wait":
                return None
        else:
            day = max(before.until + ONE_DAY, start)
    else:
        said.append(("no_gap", {}))
    said += [("covered_from", {"day": day}), ("covered_until", {"day": end})]
    return Cover(
        paid_from=start, paid_until=end, from_=day, until=end, reason="short_gap", explanation=tuple(said),
        used=tuple(used), year=paid.year,
    )  # fmt: skip
