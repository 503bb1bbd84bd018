"""Places and offices: what Fujian has, and what the tree can hold besides."""

import pytest
from django.utils import translation

from casework.models import Office, Place
from casework.reference import synchronise

pytestmark = pytest.mark.django_db


def test_fujian_is_complete():
    kinds = {
        kind: Place.objects.filter(kind=kind, code__startswith="35").count() for kind in ("province", "city", "county")
    }
    assert kinds == {"province": 1, "city": 9, "county": 84}
    assert Place.objects.get(code="350128").run_like_city
    counties = Office.objects.filter(kind="county")
    assert counties.count() == 83 and not counties.filter(place="350527").exists()
    assert Office.objects.filter(kind="city").count() == 9
    assert Office.objects.filter(kind="provincial_pool", parent__kind="province").count() == 1


def test_english_names_carry_the_city():
    with translation.override("en"):
        names = list(Place.objects.filter(kind="county").values_list("name_en", flat=True))
    assert all(", " in name for name in names)
    assert {"Licheng District, Putian", "Licheng District, Quanzhou"} <= set(names)
    assert len(set(names)) == len(names)


def test_loading_twice_changes_nothing():
    before = (Place.objects.count(), Office.objects.count())
    synchronise()
    assert (Place.objects.count(), Office.objects.count()) == before


def test_an_officers_change_of_reference_data_stays():
    office = Office.objects.get(code="350203")
    office.telephone = "0592-0000000"
    office.save()
    synchronise()
    assert Office.objects.get(code="350203").telephone == "0592-0000000"


def test_the_tree_holds_another_province_and_a_community():
    parent = None
    tree = [
        ("510000", "province", "四川省", "Sichuan"),
        ("510100", "city", "成都市", "Chengdu"),
        ("510115", "county", "温江区", "Wenjiang District, Chengdu"),
        ("510115001", "community", "某社区", "A community, Wenjiang District, Chengdu"),
    ]
    for code, kind, chinese, english in tree:
        parent = Place.objects.create(
            code=code,
            kind=kind,
            parent=parent,
            name=chinese,
            name_zh_hans=chinese,
            name_zh_hant=chinese,
            name_en=english,
        )
    office = Office(code="510115001", kind="community", place=parent, starts_on="2024-01-01", name=parent.name)
    for language in ("zh_hans", "zh_hant", "en"):
        setattr(office, f"name_{language}", getattr(parent, f"name_{language}"))
    office.save()
    assert [Place.objects.get(code=code).prefix for code, *_rest in tree] == ["51", "5101", "510115", "510115001"]
    assert office.path == "510115001/" and office.kind not in Office.COUNTY_LEVEL_OR_ABOVE


def test_a_center_belongs_to_an_office():
    from django.db import IntegrityError, transaction

    place = Place.objects.get(code="350203")
    names = {f"name_{language}": "x" for language in ("zh_hans", "zh_hant", "en")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Office(code="ALONE", kind="center", place=place, starts_on="2024-01-01", **names).save()
