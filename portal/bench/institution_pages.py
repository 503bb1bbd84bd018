"""Pages of institutions and of the catalogue among many: queries and processor time beside the frame of the same run."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import models
from django.urls import reverse

from institutions.models import (
    Agreement,
    AgreementPeriod,
    AgreementScope,
    Department,
    Institution,
    Particular,
)
from portal.bench.pages import measure
from portal.demo import institutions

Row = TypeVar("Row", bound=models.Model)
MANY, ROUNDS, LOT = 20_000, 15, 2_000
FIRST_SEQUENCE = 10_000


def run(write: Callable[[str], object], item: str) -> None:
    """Print each page among 20,000 institutions and whatever rows the catalogue has; `item` is the code of one of them."""
    crowd(MANY)
    one = Institution.objects.get(code=institutions.code_of(0))
    pages = {
        "list of institutions": (reverse("see_institutions"), {}),
        "list, searched": (reverse("see_institutions"), {"q": "虚构"}),
        "page of an institution": (reverse("see_institution", args=[one.pk]), {}),
        "its price list": (reverse("see_prices", args=[one.pk]), {}),
        "catalogue": (reverse("see_catalogue"), {}),
        "catalogue, searched by name": (reverse("see_catalogue"), {"q": "演示12号片"}),
        "an item": (reverse("see_item", args=[item]), {}),
        "public list": (reverse("designated_institutions", args=["en"]), {}),
        "home of the manager": (reverse("home"), {}),
    }
    write(f"pages among {Institution.objects.count():,} institutions")
    write(f"{'page':<30}{'queries':>9}{'p50 ms':>9}{'p95 ms':>9}{'× frame':>9}")
    for name, (address, data) in pages.items():
        found = measure(name, "shengding", "get", address, data, ROUNDS)
        write(f"{name:<30}{found.queries:>9}{found.p50:>9.1f}{found.p95:>9.1f}{found.frames:>9.2f}")


def crowd(many: int) -> None:
    """So many institutions like one of the demonstration, with what hangs on it. Nothing where they stand already."""
    like = Institution.objects.get(code=institutions.code_of(0))
    have = Institution.objects.count()
    letter, division = like.code[0], like.code[1:7]
    for start in range(have, many, LOT):
        rows = [
            _copy(like, code=f"{letter}{division}{FIRST_SEQUENCE + n:05d}")
            for n in range(start, min(start + LOT, many))
        ]
        _store(rows)
        for model in (Particular, Department):
            held = model.objects.filter(institution=like)
            _store([_copy(one, institution_id=row.pk) for row in rows for one in held])
        _designate(like, rows)


def _designate(like: Institution, rows: Sequence[Institution]) -> None:
    for agreement in Agreement.objects.filter(institution=like):
        # What renews another names it once; a copy stands for itself.
        signed = [_copy(agreement, institution_id=row.pk, renews_id=None) for row in rows]
        _store(signed)
        for period in AgreementPeriod.objects.filter(agreement=agreement):
            _store([_copy(period, agreement_id=new.pk, institution_id=new.institution_id) for new in signed])
        for scope in AgreementScope.objects.filter(agreement=agreement):
            _store([_copy(scope, agreement_id=new.pk) for new in signed])


def _store(rows: Sequence[models.Model]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)


def _copy(row: Row, **other: object) -> Row:
    """The same row with another key, not stored."""
    columns = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**columns | other)
