"""Price and class of the lines of a bill on a day, and the rules it is asked about: the questions that settlement asks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from casework.tables.queries.composed import Row, Together, padded
from institutions.catalogue.models.edition import Edition
from institutions.catalogue.models.items import CatalogueItem, FirstPay
from institutions.catalogue.models.lists import Diagnosis, ItemPrice, SupervisionRule
from institutions.catalogue.models.versions import on_day
from institutions.catalogue.queries.places import places_over
from institutions.catalogue.rules.codes import fold, generic_of, kind_of, read_diagnosis
from institutions.catalogue.rules.pricing import Ceiling, Limits, Listed, Priced, Ratio, Source, priced
from institutions.catalogue.rules.supervision import Rule
from institutions.register.models.institution import Institution


def prices_on(
    institution: Institution, lines: Sequence[str], day: date, known_at: datetime | None = None
) -> list[Priced]:
    """For the code of each line, in their order: class, whether it is paid, first-pay ratio, payment standard, the institution's
    price, limits and sources on a day, as known at a moment or now. One query, however many lines.

    A consumable with its specification that stands in no list is answered by the consumable it is one of; so are its price and
    its first pay, of which the narrowest place's counts, at one place that of the specification."""
    codes = [fold(line) for line in lines]
    wanted = asked_for(codes)
    asked = {"codes": wanted, "day": day, "known_at": known_at}
    places = places_over(institution.place_id)
    listed, ratios, ceilings = _listed(institution, places, asked)
    answers = {}
    for code in set(codes):
        generic = generic_of(code)
        # One that has no specification is its own.
        first = [*ratios.get(code, ()), *(ratios.get(generic, ()) if generic != code else ())]
        ceiling = ceilings.get(code) or ceilings.get(generic)
        answers[code] = priced(code, listed.get(code) or listed.get(generic) or (), first, ceiling, day)
    return [answers[code] for code in codes]


def asked_for(codes: Collection[str]) -> list[str]:
    """The codes that a list may have, with those of consumables without their specification: what is no code stands in none."""
    return sorted({one for code in codes if kind_of(code) for one in (code, generic_of(code))})


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


def _only(row: str, **said: str) -> str:
    """The columns of an item, all of them empty but the code and what is said."""
    return ", ".join(
        f"{row}.{said.get(name, name)}" if name in {"code", *said} else "NULL" for name in (*OF_ITEM, *OF_LIMITS)
    )


OF_ALL = (*OF_ITEM, *OF_LIMITS)
# Items of the lists; and what the lists beside them say of their codes, in the column of the first pay: prices of the institution
# (of no place), first pay of places. One statement, since every bill asks for all three.
LISTS = f"""
    SELECT 'item', item.place_id, {_columns("item", OF_ALL)}, {_columns("edition", OF_EDITION)}
    FROM {CatalogueItem._meta.db_table} item
    JOIN {Edition._meta.db_table} edition ON edition.id = item.edition_id
    WHERE item.code = ANY(%(codes)s) AND item.place_id = ANY(%(places)s) AND {HOLDS.format(row="item")}
    UNION ALL
    SELECT 'price', NULL, {_only("price", first_pay_ratio="price")}, {_columns("edition", OF_EDITION)}
    FROM {ItemPrice._meta.db_table} price JOIN {Edition._meta.db_table} edition ON edition.id = price.edition_id
    WHERE price.institution_id = %(institution)s AND price.code = ANY(%(codes)s) AND {HOLDS.format(row="price")}
    UNION ALL
    SELECT 'first_pay', pay.place_id, {_only("pay", first_pay_ratio="first_pay_ratio")}, {_columns("edition", OF_EDITION)}
    FROM {FirstPay._meta.db_table} pay JOIN {Edition._meta.db_table} edition ON edition.id = pay.edition_id
    WHERE pay.code = ANY(%(codes)s) AND pay.place_id = ANY(%(places)s) AND {HOLDS.format(row="pay")}
"""


class Listing(NamedTuple):
    """By code: the items of the lists of some places, the first pay of places, the institution's own prices."""

    items: dict[str, list[Listed]]
    ratios: dict[str, list[Ratio]]
    ceilings: dict[str, Ceiling]


def _listed(institution: Institution, places: tuple[str, ...], asked: Mapping[str, Any]) -> Listing:
    """What all lists say. One query."""
    found = Listing(defaultdict(list), defaultdict(list), {})
    for kind, place, *row in _rows(LISTS, {**asked, "institution": institution.pk, "places": list(places)}):
        values = iter(row)
        item, limits, source = _told(OF_ITEM, values), _told(OF_LIMITS, values), Source(**_told(OF_EDITION, values))
        code, said = item["code"], item["first_pay_ratio"]
        if kind == "item":
            rank = places.index(place)
            found.items[code].append(Listed(**item, rank=rank, source=source, limits=_limits(**limits)))
        elif kind == "price":
            found.ceilings[code] = Ceiling(said, source)
        else:
            found.ratios[code].append(Ratio(said, places.index(place), source))
    return found


def _rows(statement: str, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.fetchall()


def _told(names: Sequence[str], values: Iterator[Any]) -> dict[str, Any]:
    """The next values by the names of their columns."""
    return dict(zip(names, islice(values, len(names)), strict=True))


def _limits(*, settings: list[str], diagnoses: list[str], limit_text: str, **rest: Any) -> Limits:
    return Limits(settings=tuple(settings), diagnoses=tuple(diagnoses), text=limit_text, **rest)


def rules_on(
    institution: Institution, codes: Collection[str], day: date, known_at: datetime | None = None
) -> list[Rule]:
    """The supervision rules about some codes that hold on a day where an institution lies; of two places that say the same of one
    code, the narrower. One query."""
    return rules_in(institution, _rules_asked(places_over(institution.place_id), _ruled(codes), day, known_at))


RULE = ("kind", "code", "second_code", "value", "unit", "period", "text", "source")


def _ruled(codes: Collection[str]) -> list[str]:
    return asked_for([fold(code) for code in codes])


def _rules_asked(
    places: Sequence[str], codes: Collection[str], day: date, known_at: datetime | None
) -> "QuerySet[SupervisionRule, Row]":
    rows = SupervisionRule.objects.known(known_at).filter(on_day(day), code__in=codes)
    rows = rows.filter(place__in=places).order_by("code", "kind", "starts_on")
    return rows.values("place_id", *RULE, "edition__status", "edition__demonstration")


def rules_in(institution: Institution, rows: Iterable[Row]) -> list[Rule]:
    """The rules in rows of a day; of two places that say the same of one code, the narrower. No query."""
    places = places_over(institution.place_id)
    found: dict[tuple[str, str, str], Row] = {}
    for row in sorted(rows, key=lambda one: -places.index(one["place_id"])):
        found[row["code"], row["kind"], row["second_code"]] = row
    return [
        Rule(
            **{name: row[name] for name in RULE},
            status=row["edition__status"],
            demonstration=row["edition__demonstration"],
        )
        for _key, row in sorted(found.items(), key=lambda one: one[0])
    ]


def diagnoses_on(
    institution: Institution, codes: Collection[str], day: date, known_at: datetime | None = None
) -> dict[str, str]:
    """The names of diagnosis codes, as they were asked, that stand in a list on a day where an institution lies; a code that is in
    none is left out. One query."""
    return diagnoses_in(
        institution, codes, _diagnoses_asked(places_over(institution.place_id), _kept(codes), day, known_at)
    )


def _kept(codes: Collection[str]) -> list[str]:
    return [code for code in map(read_diagnosis, codes) if code]


def _diagnoses_asked(
    places: Sequence[str], codes: Collection[str], day: date, known_at: datetime | None
) -> "QuerySet[Diagnosis, Row]":
    rows = Diagnosis.objects.known(known_at).filter(on_day(day), code__in=codes)
    return rows.filter(place__in=places).values("place_id", "code", "name")


def diagnoses_in(institution: Institution, codes: Collection[str], rows: Iterable[Row]) -> dict[str, str]:
    """The names of diagnosis codes, as they were asked, in rows of a day. No query."""
    places = places_over(institution.place_id)
    ranked = sorted(rows, key=lambda row: -places.index(row["place_id"]))
    names = {row["code"]: row["name"] for row in ranked}
    kept = {code: read_diagnosis(code) for code in codes}
    return {asked: names[code] for asked, code in kept.items() if code in names}


RULES_AND_DIAGNOSES = Together(
    lambda places, codes, diagnoses, day: {
        "rules": _rules_asked(places, codes, day, None),
        "diagnoses": _diagnoses_asked(places, diagnoses, day, None),
    }
)


def rules_and_diagnoses_on(
    institution: Institution, codes: Collection[str], diagnoses: Collection[str], day: date
) -> tuple[list[Rule], dict[str, str]]:
    """The rules about some codes and the names of some diagnoses on a day, both as above. One query."""
    places = places_over(institution.place_id)
    rows = RULES_AND_DIAGNOSES.read(tuple(places), padded(_ruled(codes)), padded(_kept(diagnoses)), day)
    return rules_in(institution, rows["rules"]), diagnoses_in(institution, diagnoses, rows["diagnoses"])
