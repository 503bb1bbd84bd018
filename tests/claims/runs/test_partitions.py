"""Lines and entries stand by month: in the partition of their settlement's key, asked there alone, each once."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from claims.models import CareEntry, DeclaredCare, DeclaredLine
from claims.runs.models.care import care_key, first_key, key_behind
from claims.runs.services import partitions
from tests.claims.months.builders import Ward, settlement
from tests.claims.reimbursements.builders import CARE_C, DRUG_A

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward(staff):
    return Ward(staff)


def posted(ward):
    (document,) = ward.documents(ward.insured())
    ward.posted_month(ward.declared(settlement("S1", document, (DRUG_A, "3000.00"), (CARE_C, "20.00"))))
    return DeclaredCare.objects.get()


def standing(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT tableoid::regclass::text FROM {table}")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("month", [date(2025, 1, 1), date(2026, 9, 1), date(2026, 12, 1)])
def test_a_key_begins_with_the_digits_of_its_month(month):
    key = care_key(month, uuid.uuid4(), "S1")
    assert key.hex.startswith(f"{month:%Y%m}") and key.version == 8 and key.variant == uuid.RFC_4122
    assert first_key(month) <= key < key_behind(month)
    assert care_key(month, uuid.UUID(int=1), "S1") != care_key(month, uuid.UUID(int=1), "S2")


def test_what_is_declared_and_borne_stands_in_the_partition_of_its_month(ward):
    care = posted(ward)
    assert care.pk.hex.startswith("202605")
    assert standing(DeclaredLine._meta.db_table) == {"claims_declaredline_2026_05"}
    assert standing(CareEntry._meta.db_table) == {"claims_careentry_2026_05"}


def test_who_names_a_settlement_reads_its_month_alone(ward):
    care = posted(ward)
    for rows in (DeclaredLine.objects.filter(care__in=[care.pk]), CareEntry.objects.filter(care=care.pk)):
        plan = rows.explain()
        assert f"{rows.model._meta.db_table}_2026_05" in plan and "2026_04" not in plan and "_other" not in plan


def test_a_line_stands_once_whatever_its_own_key(ward):
    line = DeclaredLine.objects.filter(care=posted(ward)).first()
    line.pk = uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


def test_nothing_of_a_partition_is_changed_or_deleted(ward):
    posted(ward)
    for change in ("UPDATE claims_declaredline_2026_05 SET name = 'x'", "DELETE FROM claims_careentry_2026_05"):
        with (
            pytest.raises(Exception, match="Cannot update or delete"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_what_belongs_to_no_month_is_found_all_the_same(ward):
    """As what was declared under keys of before."""
    care = posted(ward)
    line = DeclaredLine.objects.filter(care=care).first()
    care.pk = line.care_id = uuid.UUID(int=(0xF << 124) | 1)
    care.number, line.pk = "S2", uuid.uuid4()
    care.save(force_insert=True)
    line.save(force_insert=True)
    assert standing(DeclaredLine._meta.db_table) == {"claims_declaredline_2026_05", "claims_declaredline_other"}
    assert DeclaredLine.objects.get(care=care.pk).code == line.code


def test_months_are_added_once_and_left_where_rows_stand_already(ward):
    care = posted(ward)
    last = date(partitions.timezone.localdate().year + partitions.YEARS_AHEAD + 2, 2, 1)
    line = DeclaredLine.objects.filter(care=care).first()
    care.pk = line.care_id = first_key(last)
    care.number, line.pk = "S2", uuid.uuid4()
    care.save(force_insert=True)
    line.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    partitions.add_through(last)
    partitions.add_through(last)
    with connection.cursor() as cursor:
        cursor.execute(partitions.STANDING, [list(partitions.TABLES)])
        names = {name for (name,) in cursor.fetchall()}
    assert f"claims_careentry_{last:%Y_%m}" in names and f"claims_declaredline_{last:%Y_%m}" not in names
    assert f"claims_declaredline_{last.year}_01" in names
    assert DeclaredLine.objects.get(care=care.pk).number == line.number
