"""Price and class of the lines of a bill on a day, and the rules it is asked about: the questions that settlement asks."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, IntegerField, OuterRef, Subquery, When
from django.db.models.functions import Cast, JSONObject

from institutions.catalogue.models.edition import Edition
from institutions.catalogue.models.items import CatalogueItem, FirstPay
from institutions.catalogue.models.lists import Diagnosis, ItemPrice, SupervisionRule
from institutions.catalogue.models.versions import on_day
from institutions.catalogue.queries.places import places_over
from institutions.catalogue.rules.codes import fold, generic_of
from institutions.catalogue.rules.pricing import Ceiling, Limits, Listed, Priced, Ratio, Source, priced
from institutions.catalogue.rules.supervision import Rule
from institutions.register.models.institution import Institution


def prices_on(
    institution: Institution, lines: Sequence[str], day: date, known_at: datetime | None = None
) -> list[Priced]:
    """For the code of each line, in their order: class, whether it is paid, first-pay ratio, payment standard, the institution's
    price, limits and sources on a day, as known at a moment or now. Two queries, however many lines.

    A consumable with its specification that stands in no list is answered by the consumable it is one of."""
    codes = [fold(line) for line in lines]
    wanted = {one for code in codes for one in (code, generic_of(code))}
    places = places_over(institution.place_id)
    listed, ratios = _listed(wanted, places, day, known_at)
    ceilings = _ceilings(institution, wanted, day, known_at)
    answers = {}
    for code in set(codes):
        key = code if code in listed else generic_of(code)
        ceiling = ceilings.get(code) or ceilings.get(generic_of(code))
        answers[code] = priced(code, listed.get(key, ()), ratios.get(key, ()), ceiling, day)
    return [answers[code] for code in codes]


def _listed(
    codes: Collection[str], places: tuple[str, ...], day: date, known_at: datetime | None
) -> tuple[dict[str, list[Listed]], dict[str, list[Ratio]]]:
    """The items of the lists of some places, and the first pay of the narrowest of them, by code. One query."""
    rank = Case(*(When(place=place, then=n) for n, place in enumerate(places)), output_field=IntegerField())
    first = FirstPay.objects.known(known_at).filter(on_day(day), code=OuterRef("code"), place__in=places)
    told = JSONObject(
        ratio=Cast("first_pay_ratio", CharField()),
        place="place_id",
        title="edition__title",
        source="edition__source",
        status="edition__status",
        starts_on=Cast("edition__starts_on", CharField()),
        demonstration="edition__demonstration",
    )
    rows = CatalogueItem.objects.known(known_at).filter(on_day(day), code__in=codes, place__in=places)
    rows = rows.annotate(first=Subquery(first.order_by(rank).values(told=told)[:1])).select_related("edition")
    listed: dict[str, list[Listed]] = defaultdict(list)
    ratios: dict[str, list[Ratio]] = {}
    for row in rows:
        listed[row.code].append(_item(row, places.index(row.place_id)))
        if row.first is not None:
            ratios[row.code] = [_ratio(row.first, places)]
    return listed, ratios


def _item(row: CatalogueItem, rank: int) -> Listed:
    limits = Limits(
        sex=row.sex,
        age_from=row.age_from,
        age_to=row.age_to,
        settings=tuple(row.settings),
        diagnoses=tuple(row.diagnoses),
        most=row.most,
        per=row.per,
        text=row.limit_text,
    )
    return Listed(
        code=row.code,
        name=row.name,
        fund_class=row.fund_class,
        rank=rank,
        source=source_of(row.edition),
        limits=limits,
        item_class=row.item_class,
        unit=row.unit,
        first_pay_ratio=row.first_pay_ratio,
        payment_standard=row.payment_standard,
        agreement_ends_on=row.agreement_ends_on,
        commercial=row.commercial,
    )


def source_of(edition: Edition) -> Source:
    """Where the rows of an edition stand."""
    return Source(
        title=edition.title,
        source=edition.source,
        status=edition.status,
        starts_on=edition.starts_on,
        demonstration=edition.demonstration,
    )


def _ratio(told: dict[str, Any], places: tuple[str, ...]) -> Ratio:
    source = Source(
        title=told["title"],
        source=told["source"],
        status=told["status"],
        starts_on=date.fromisoformat(told["starts_on"]),
        demonstration=told["demonstration"],
    )
    return Ratio(Decimal(told["ratio"]), places.index(told["place"]), source)


def _ceilings(
    institution: Institution, codes: Collection[str], day: date, known_at: datetime | None
) -> dict[str, Ceiling]:
    """The institution's own prices by code. One query."""
    rows = ItemPrice.objects.known(known_at).filter(on_day(day), institution=institution, code__in=codes)
    return {row.code: Ceiling(row.price, source_of(row.edition)) for row in rows.select_related("edition")}


def rules_on(
    institution: Institution, codes: Collection[str], day: date, known_at: datetime | None = None
) -> list[Rule]:
    """The supervision rules about some codes that hold on a day where an institution lies; of two places that say the same of one
    code, the narrower. One query."""
    wanted = {one for code in map(fold, codes) for one in (code, generic_of(code))}
    places = places_over(institution.place_id)
    rows = SupervisionRule.objects.known(known_at).filter(on_day(day), code__in=wanted, place__in=places)
    found: dict[tuple[str, str, str], SupervisionRule] = {}
    for row in sorted(rows.select_related("edition"), key=lambda one: -places.index(one.place_id)):
        found[row.code, row.kind, row.second_code] = row
    return [
        Rule(
            kind=row.kind,
            code=row.code,
            second_code=row.second_code,
            value=row.value,
            unit=row.unit,
            period=row.period,
            text=row.text,
            source=row.source,
            status=row.edition.status,
            demonstration=row.edition.demonstration,
        )
        for _key, row in sorted(found.items())
    ]


def diagnoses_on(
    institution: Institution, codes: Collection[str], day: date, known_at: datetime | None = None
) -> dict[str, str]:
    """The names of diagnosis codes that stand in a list on a day where an institution lies; a code that is in none is left out.
    One query."""
    places = places_over(institution.place_id)
    rows = Diagnosis.objects.known(known_at).filter(on_day(day), code__in=codes, place__in=places)
    ranked = sorted(rows.values_list("place_id", "code", "name"), key=lambda row: -places.index(row[0]))
    return {code: name for _place, code, name in ranked}
