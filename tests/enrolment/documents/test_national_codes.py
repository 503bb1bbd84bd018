"""How the national platform calls a kind of document: dated, by two people, beside our own keys."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from casework.publication.services.publication import publish
from enrolment.documents.queries import national_code
from enrolment.documents.rules.employment_documents import employment_documents
from enrolment.documents.rules.holders import holder_of
from enrolment.documents.rules.identity_numbers import KINDS
from enrolment.models import DocumentKind, NationalCode
from tests.builders import PROVINCE

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("kind", "holder", "code"),
    [
        ("taiwan_travel_permit", "taiwan", "06"),
        ("hk_macao_travel_permit", "hong_kong", "04"),
        ("hk_macao_travel_permit", "macao", "05"),
        ("foreign_permanent_residence", "foreign", "07"),
        ("passport", "foreign", "08"),
        ("birth_certificate", "taiwan", "990201"),
        ("foreign_journalist_card", "foreign", "13"),
    ],
)
def test_the_codes_of_the_file(kind, holder, code):
    assert national_code(kind, holder, ON).code == code


def test_the_conflict_of_sixteen_and_seventeen_is_stated():
    for kind in ("taiwan_residence_permit", "hk_residence_permit", "macao_residence_permit"):
        found = national_code(kind, holder_of(kind), ON)
        assert found.code == "17" and "16" in found.source and found.status == "reported"


def test_every_kind_is_ours_and_one_without_source_has_none():
    ours = {*DocumentKind.objects.values_list("code", flat=True), *(one.code for one in employment_documents())}
    assert set(NationalCode.objects.values_list("kind", flat=True)) <= ours
    assert {kind for kind in KINDS if kind != "uscc"} <= ours
    assert national_code("foreign_work_permit", "foreign", ON) is None
    assert national_code("passport", "foreign", date(2018, 12, 31)) is None


def test_a_newer_code_holds_from_its_day_once_a_second_person_published_it(staff):
    drafter, second = staff("supervisor", PROVINCE), staff("administrator", PROVINCE)
    made = {
        "kind": "taiwan_residence_permit",
        "code": "16",
        "starts_on": date(2026, 12, 1),
        "source": "x",
        "status": "stated",
    }
    row = NationalCode.objects.create(drafted_by=drafter.user, **made)
    assert national_code(row.kind, "taiwan", date(2026, 12, 1)).code == "17"
    with pytest.raises(IntegrityError), transaction.atomic():
        NationalCode.objects.filter(pk=row.pk).update(published_by=drafter.user)
    publish(row, by=second)
    assert [national_code(row.kind, "taiwan", day).code for day in (date(2026, 11, 30), date(2026, 12, 1))] == [
        "17",
        "16",
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        NationalCode.objects.filter(pk=row.pk).update(code="17")
