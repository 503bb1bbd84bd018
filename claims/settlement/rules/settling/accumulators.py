"""The year after a settlement, and taken back again when it is reversed."""

from decimal import Decimal

from msgspec import UNSET

from claims.settlement.rules.records.case import Accumulators, LayerYear, PotYear, SettingYear
from claims.settlement.rules.records.facts import is_off_site
from claims.settlement.rules.records.rounding import ZERO
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.layers import LayerResult
from claims.settlement.rules.settling.once_a_year import nothing_yet
from claims.settlement.rules.settling.pots import NOT_TOLD, pots_after, pots_without
from claims.settlement.rules.settling.year import counted_as_stay


def year_after(
    run: Run,
    deductible: Decimal,
    in_scope: Decimal,
    fund_pays: Decimal,
    burden: Decimal,
    paid: dict[str, Decimal],
    layers: tuple[LayerResult, ...],
) -> Accumulators:
    """The accumulators with this settlement in them; `paid` is what the layers of each kind pay."""
    year, stays = run.case.accumulators, run.case.visit.stays
    stay = year.deductible_taken, year.in_scope, year.fund_paid
    clinic = year.outpatient_deductible_taken, year.outpatient_in_scope, year.outpatient_fund_paid
    settings, counted, visits = year.settings, 0, 0
    if counted_as_stay(run):
        stay = stay[0] + deductible, stay[1] + in_scope, stay[2] + fund_pays
        # Of several stays on a bill the first is the one that goes on after a transfer.
        counted = stays if run.facts["is_admission"] else stays - 1
    else:
        clinic = clinic[0] + deductible, clinic[1] + in_scope, clinic[2] + fund_pays
        settings, visits = _settings_after(run, (deductible, in_scope, fund_pays)), stays
    told = NOT_TOLD
    if run.policy.pots or year.pots is not UNSET or year.months is not UNSET:
        told = pots_after(run, PotYear(deductible, in_scope, fund_pays))
    return Accumulators(
        deductible_taken=stay[0],
        admissions=(year.admissions or 0) + counted,
        off_site_admissions=year.off_site_admissions + (counted if is_off_site(run.case) else 0),
        in_scope=stay[1],
        fund_paid=stay[2],
        outpatient_deductible_taken=clinic[0],
        outpatient_visits=(year.outpatient_visits or 0) + visits,
        outpatient_in_scope=clinic[1],
        outpatient_fund_paid=clinic[2],
        burden=year.burden + burden,
        major_illness_paid=_more(year.major_illness_paid, paid["major_illness"]),
        assistance_paid=_more(year.assistance_paid, paid["assistance"]),
        supplement_paid=_more(year.supplement_paid, paid["supplement"]),
        layers=_layers_after(run, layers) if run.layer_years else year.layers,
        limits=year.limits | run.limits_used if run.limits_used else year.limits,
        settings=settings,
        once_a_year=_once_after(run),
        pots=told.pots,
        months=told.months,
    )


def _more(before: Decimal, pays: Decimal) -> Decimal:
    """Mostly a kind of layer pays nothing, and the year keeps what it has."""
    return before + pays if pays else before


def _settings_after(run: Run, used: tuple[Decimal, Decimal, Decimal]) -> dict[str, SettingYear]:
    """What each kind of outpatient care has used. Where a part of the year's sums is of care that is not told, only kinds that are
    told go on: of the others the year does not know the whole."""
    year, setting = run.case.accumulators, run.case.visit.setting
    before = year.settings.get(setting)
    if before is None:
        if any(getattr(year, f"outpatient_{name}") != _told(year, name) for name in SettingYear.__struct_fields__):
            return year.settings
        before = SettingYear()
    now = SettingYear(before.deductible_taken + used[0], before.in_scope + used[1], before.fund_paid + used[2])
    return year.settings | {setting: now}


def _told(year: Accumulators, name: str) -> Decimal:
    return sum([getattr(one, name) for one in year.settings.values()], ZERO)


def _once_after(run: Run) -> dict[str, Decimal] | None:
    """The deductibles charged once a year, with what this bill was charged; None stays where the year did not tell of them."""
    year = run.case.accumulators
    before = year.once_a_year
    if before is None and not run.charged_once and not nothing_yet(year):
        return None
    found = dict(before or {})
    for name, charged in run.charged_once.items():
        found[name] = found.get(name, ZERO) + charged
    return found


def _layers_after(run: Run, results: tuple[LayerResult, ...]) -> dict[str, LayerYear]:
    """Each yearly layer with its own base and payments, so that the next settlement needs no general accumulators."""
    after = dict(run.case.accumulators.layers)
    for result in results:
        if result.id in run.layer_years:
            before, cumulative = run.layer_years[result.id]
            # Where the burden that went on was not known, it stays so.
            unknown = cumulative and before.paid and not before.base
            base = ZERO if unknown else before.base + result.base
            after[result.id] = LayerYear(base, before.paid + result.pays)
    return after


def reversed_year(now: Accumulators, before: Accumulators, after: Accumulators) -> Accumulators:
    """The year `now` without one settlement, which had changed it from `before` to `after`; later ones stay counted.

    Reversing the latest settlement gives `before` again exactly.
    """
    if now == after:
        return before
    apart = ("layers", "limits", "settings", "once_a_year", "pots", "months")
    names = [name for name in Accumulators.__struct_fields__ if name not in apart]
    taken = {name: getattr(now, name) - (getattr(after, name) - (getattr(before, name) or 0)) for name in names}
    layers = dict(now.layers)
    for name, year in after.layers.items():
        was, current = before.layers.get(name, LayerYear(ZERO, ZERO)), layers.get(name, year)
        layers[name] = LayerYear(current.base - (year.base - was.base), current.paid - (year.paid - was.paid))
    limits = dict(now.limits)
    for name, used in after.limits.items():
        limits[name] = limits.get(name, used) - (used - before.limits.get(name, ZERO))
    once = _once_without(now, before, after)
    told = pots_without(now, before, after)
    return Accumulators(
        **taken,
        layers=layers,
        limits=limits,
        settings=_settings_without(now, before, after),
        once_a_year=once,
        pots=told.pots,
        months=told.months,
    )


def _settings_without(now: Accumulators, before: Accumulators, after: Accumulators) -> dict[str, SettingYear]:
    settings = dict(now.settings)
    for name, year in after.settings.items():
        was, current = before.settings.get(name, SettingYear()), settings.get(name, year)
        settings[name] = SettingYear(
            *[getattr(current, one) - (getattr(year, one) - getattr(was, one)) for one in SettingYear.__struct_fields__]
        )
    return settings


def _once_without(now: Accumulators, before: Accumulators, after: Accumulators) -> dict[str, Decimal] | None:
    """A deductible that only this settlement was charged is due again."""
    if now.once_a_year is None:
        return None
    was = before.once_a_year or {}
    found = dict(now.once_a_year)
    for name, charged in (after.once_a_year or {}).items():
        left = found.get(name, charged) - (charged - was.get(name, ZERO))
        if name not in was and not left:
            found.pop(name, None)
        else:
            found[name] = left
    return found
