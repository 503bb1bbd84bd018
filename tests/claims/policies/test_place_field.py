"""A place is found by typing a part of its name, its whole name or its code."""

import pytest
from django.core.exceptions import ValidationError

from claims.policies.forms.places import PlaceField

PLACES = [
    ("35", "福建省"),
    ("3502", "厦门市"),
    ("350203", "思明区"),
    ("350211", "集美区"),
    ("3505", "泉州市"),
    ("350503", "丰泽区"),
]


@pytest.fixture
def field():
    made = PlaceField()
    made.offer(PLACES)
    return made


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [
        ("350203", "350203"),
        ("思明区", "350203"),
        ("思明", "350203"),
        (" 集美 ", "350211"),
        ("泉州市 (3505)", "3505"),
        ("福建省", "35"),
    ],
)
def test_what_fits_one_place_is_that_place(field, typed, prefix):
    assert field.clean(typed) == prefix


@pytest.mark.parametrize(
    ("typed", "code"), [("区", "several_places"), ("福州", "unknown_place"), ("3599", "unknown_place")]
)
def test_what_fits_several_or_none_is_said(field, typed, code):
    with pytest.raises(ValidationError) as problem:
        field.clean(typed)
    assert problem.value.code == code


def test_a_name_that_is_part_of_another_is_itself():
    field = PlaceField()
    field.offer([("3501", "城关"), ("3502", "城关镇")])
    assert field.clean("城关") == "3501"


def test_the_browser_offers_the_list_without_a_script(field):
    markup = field.widget.render("place", "思", {"id": "id_place"})
    assert 'list="id_place_list"' in markup and '<datalist id="id_place_list">' in markup
    assert markup.count("<option") == len(PLACES) and "思明区 (350203)" in markup
