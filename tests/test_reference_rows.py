"""What stands after a committing test is what stood at the start."""

import pytest
from django.apps import apps
from django.test import TransactionTestCase

from casework.models import Office, Place
from enrolment.models import DocumentKind
from tests.reference_rows import ReferenceRows


@pytest.mark.django_db(transaction=True)
def test_reference_rows_come_back_as_they_were():
    before = ReferenceRows().copies
    Place.objects.filter(pk="350203").update(name_en="Changed")
    DocumentKind.objects.create(
        code="x", category="taiwan", order=99, source="x", name="x", name_zh_hans="x", name_zh_hant="x", name_en="x"
    )
    TransactionTestCase._fixture_teardown(None)
    assert ReferenceRows().copies == before
    assert Office.objects.exists() and Place.objects.get(pk="350203").name_en != "Changed"
    assert {model._meta.db_table for model in apps.get_models() if model.objects.exists()} <= set(before)
