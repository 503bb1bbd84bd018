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
    offices = Office.objects.filter(code__startswith="35")
    counties = offices.filter(kind="county")
    assert counties.count() == 83 and not counties.filter(place="350527").exists()
    assert offices.filter(kind="city").count() == 9
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


def test_wenjiang_has_its_tree_and_takes_a_community():
    county = Place.objects.get(code="510115")
    names = {f"name_{language}": "某社区" for language in ("zh_hans", "zh_hant", "en")}
    below = Place.objects.create(code="510115001001", kind="community", parent=county, name="某社区", **names)
    desk = Office(code="510115001001", kind="community", place=below, starts_on="2024-01-01", name="某社区", **names)
    desk.parent = Office.objects.get(code="510115")
    desk.save()
    chain = [county.parent.parent, county.parent, county, below]
    assert [place.prefix for place in chain] == ["51", "5101", "510115", "510115001001"]
    assert desk.path == "510000/510100/510115/510115001001/" and desk.kind not in Office.COUNTY_LEVEL_OR_ABOVE
    assert desk.handles_cases_as.code == "510115"


@pytest.mark.parametrize("kind", ["center", "station", "community"])
def test_a_center_and_a_community_belong_to_an_office(kind):
    from django.db import IntegrityError, transaction

    place = Place.objects.get(code="350203")
    names = {f"name_{language}": "x" for language in ("zh_hans", "zh_hant", "en")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Office(code="ALONE", kind=kind, place=place, starts_on="2024-01-01", **names).save()
