"""Cover of the retired: without further contributions once the years of the place are reached."""

from datetime import date

from enrolment.coverage.rules.records.errors import NoSource
from enrolment.coverage.rules.records.facts import Cover, Facts, Sentence
from enrolment.coverage.rules.terms import Terms


def retired_cover(facts: Facts, day: date, terms: Terms) -> Cover:
    """Cover from `day`, that of retirement, without an end when the years are reached; otherwise how many months are short."""
    used = ("required_years", "required_actual_years")
    try:
        short, said = _short(facts, terms)
    except NoSource as missing:
        return _cover(day, None, "no_source", (("no_source", {"term": missing.name}),), used, missing.name)
    if short:
        return _cover(day, None, "years_short", (*said, ("retired_short", {"months": short})), used)
    return _cover(day, day, "retired", (*said, ("covered_from", {"day": day})), used)


def _cover(
    day: date,
    from_: date | None,
    reason: str,
    said: tuple[Sentence, ...],
    used: tuple[str, ...],
    missing: str | None = None,
) -> Cover:
    return Cover(
        paid_from=day, paid_until=None, from_=from_, until=None, reason=reason, explanation=said, used=used,
        missing=missing, year=day.year, wait_months=None if missing else 0,
    )  # fmt: skip


def _short(facts: Facts, terms: Terms) -> tuple[int, tuple[Sentence, ...]]:
    """Months that are short, of all years or of actual ones. Raises NoSource."""
    needed = terms.need("required_years") * 12
    actual = (terms.get("required_actual_years") or 0) * 12
    have, have_actual = facts.contribution_months or 0, facts.actual_months
    if have_actual is None:
        have_actual = have
    values = {"years": have / 12, "needed": needed // 12, "actual": have_actual / 12, "needed_actual": actual // 12}
    values = {name: f"{value:.4g}" if isinstance(value, float) else value for name, value in values.items()}
    short = max(needed - have, actual - have_actual, 0)
    return short, ((("retired_enough", values),) if not short else ())
