"""Price and class of the lines of a bill on a day, and the rules it is asked about: the questions that settlement asks."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection

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


# Told to the database as they stand: they are asked for every bill, and putting them together anew took longer than asking.
OF_ITEM = (
    "code",
    "name",
    "fund_class",
    "item_class",
    "unit",
    "first_pay_ratio",
    "payment_standard",
    "agreement_ends_on",
    "commercial",
)
OF_LIMITS = ("sex", "age_from", "age_to", "settings", "diagnoses", "most", "per", "limit_text")
OF_EDITION = ("title", "source", "status", "starts_on", "demonstration")
HOLDS = """{row}.starts_on <= %(day)s AND ({row}.ends_on IS NULL OR {row}.ends_on >= %(day)s)
    AND CASE WHEN %(known_at)s::timestamptz IS NULL THEN {row}.superseded_at IS NULL
        ELSE {row}.recorded_at <= %(known_at)s AND ({row}.superseded_at IS NULL OR {row}.superseded_at > %(known_at)s) END"""


def _columns(row: str, names: Sequence[str]) -> str:
    return ", ".join(f"{row}.{name}" for name in names)


ITEMS = f"""
    SELECT item.place_id, {_columns("item", OF_ITEM)}, {_columns("item", OF_LIMITS)}, {_columns("edition", OF_EDITION)},
        first.place_id, first.first_pay_ratio, {_columns("first", OF_EDITION)}
    FROM {CatalogueItem._meta.db_table} item
    JOIN {Edition._meta.db_table} edition ON edition.id = item.edition_id
    LEFT JOIN LATERAL (
        SELECT pay.place_id, pay.first_pay_ratio, {_columns("said", OF_EDITION)}
        FROM {FirstPay._meta.db_table} pay JOIN {Edition._meta.db_table} said ON said.id = pay.edition_id
        WHERE pay.code = item.code AND pay.place_id = ANY(%(places)s) AND {HOLDS.format(row="pay")}
        ORDER BY array_position(%(places)s::text[], pay.place_id::text) LIMIT 1
    ) first ON TRUE
    WHERE item.code = ANY(%(codes)s) AND item.place_id = ANY(%(places)s) AND {HOLDS.format(row="item")}
"""
PRICES = f"""
    SELECT price.code, price.price, {_columns("edition", OF_EDITION)}
    FROM {ItemPrice._meta.db_table} price JOIN {Edition._meta.db_table} edition ON edition.id = price.edition_id
    WHERE price.institution_id = %(institution)s AND price.code = ANY(%(codes)s) AND {HOLDS.format(row="price")}
"""


def _listed(
    codes: Collection[str], places: tuple[str, ...], day: date, known_at: datetime | None
) -> tuple[dict[str, list[Listed]], dict[str, list[Ratio]]]:
    """The items of the lists of some places, and the first pay of the narrowest of them, by code. One query."""
    listed: dict[str, list[Listed]] = defaultdict(list)
    ratios: dict[str, list[Ratio]] = {}
    asked = {"codes": list(codes), "places": list(places), "day": day, "known_at": known_at}
    for place, *row in _rows(ITEMS, asked):
        values = iter(row)
        item, limits, source = _told(OF_ITEM, values), _told(OF_LIMITS, values), Source(**_told(OF_EDITION, values))
        listed[item["code"]].append(Listed(**item, rank=places.index(place), source=source, limits=_limits(**limits)))
        first_place, ratio = next(values), next(values)
        if first_place is not None:
            ratios[item["code"]] = [Ratio(ratio, places.index(first_place), Source(**_told(OF_EDITION, values)))]
    return listed, ratios


def _rows(statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.fetchall()


def _told(names: Sequence[str], values: Iterator[Any]) -> dict[str, Any]:
    """The next values by the names of their columns."""
    return dict(zip(names, islice(values, len(names)), strict=True))


def _limits(*, settings: list[str], diagnoses: list[str], limit_text: str, **rest: Any) -> Limits:
    return Limits(settings=tuple(settings), diagnoses=tuple(diagnoses), text=limit_text, **rest)


def _ceilings(
    institution: Institution, codes: Collection[str], day: date, known_at: datetime | None
) -> dict[str, Ceiling]:
    """The institution's own prices by code. One query."""
    asked = {"institution": institution.pk, "codes": list(codes), "day": day, "known_at": known_at}
    return {
        code: Ceiling(price, Source(**_told(OF_EDITION, iter(source)))) for code, price, *source in _rows(PRICES, asked)
    }


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
