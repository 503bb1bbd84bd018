"""The pages of the catalogue: reading, sending, confirming; in three languages, flat, closed to whoever has no right."""

from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from institutions.models import CatalogueItem, Edition, ItemPrice
from tests.accounts import at
from tests.builders import JIMEI, PROVINCE, SIMING
from tests.institutions.builders import institution
from tests.institutions.catalogue.builders import ITEMS, XIAMEN, A, B, C, D, csv_of, published, sent
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
FIELDS = {
    "list_name": "items",
    "place": SIMING,
    "title": "目录2026",
    "starts_on": "2026-01-01",
    "source": "某通知",
    "status": "stated",
}
ROWS = ((A, "某片", "乙", "10%", ""), (B, "某丸", "甲", "", ""))


def upload(*rows, name="list.csv", head=ITEMS):
    return SimpleUploadedFile(name, csv_of(*rows, head=head).getvalue())


def test_sent_by_one_and_confirmed_by_another_on_their_pages(manager, second):
    client, other = at(manager), at(second)
    page = client.post(reverse("send_edition"), FIELDS | {"file": upload(*ROWS)}, follow=True)
    edition = Edition.objects.get()
    assert page.status_code == 200 and A in page.content.decode() and edition.state == "checked"
    again = client.post(reverse("send_edition"), FIELDS | {"file": upload(*ROWS)}, follow=True)
    assert again.status_code == 200 and Edition.objects.count() == 1
    address, shown = reverse("publish_edition", args=[edition.pk]), other.get(reverse("see_edition", args=[edition.pk]))
    sent_with = dict(shown.context["bar_of_acts"].lead.fields)
    client.post(address, sent_with)
    other.post(address, {"seen": "2026-01-01T00:00:00+00:00"})
    assert not CatalogueItem.objects.exists()
    assert other.post(address, sent_with, follow=True).status_code == 200
    assert CatalogueItem.objects.count() == 2
    assert A in client.get(reverse("see_edition", args=[edition.pk])).content.decode()


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(manager):
    client, address = at(manager), reverse("send_edition")
    wrong = client.post(address, FIELDS | {"starts_on": "soon", "place": "156", "file": upload(*ROWS)})
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"starts_on", "place"}
    assert "soon" in wrong.content.decode() and "目录2026" in wrong.content.decode()
    for file in (upload(*ROWS, name="list.pdf"), upload(*ROWS, head=ITEMS[:2]), SimpleUploadedFile("a.csv", b"")):
        bad = client.post(address, FIELDS | {"file": file})
        assert bad.status_code == 422 and set(bad.context["form"].errors) == {"file"}
    whole = client.post(address, FIELDS | {"whole": "on", "file": upload(*ROWS)})
    none = client.post(address, FIELDS | {"whole_of": "western", "file": upload(*ROWS)})
    assert set(whole.context["form"].errors) == set(none.context["form"].errors) == {"whole_of"}
    assert not Edition.objects.exists()
    client.post(
        address, FIELDS | {"whole": "on", "whole_of": ["western"], "file": upload(*ROWS, head=[*ITEMS[:4], "产地"])}
    )
    edition = Edition.objects.get()
    page = client.get(reverse("see_edition", args=[edition.pk])).content.decode()
    assert edition.whole_of == ["western"] and "产地" in page and "<td>保留" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_what_it_is_in_each_language(manager, second, language):
    made = institution()
    published(csv_of(*ROWS), manager, second)
    published(csv_of((A, "12"), head=["code", "price"]), manager, second, list_name="prices", institution=made)
    waits = sent(csv_of((A, "某片", "甲", "", ""), (C, "某", "丙", "", "")), manager, whole=True, title="待")
    bad = sent(csv_of((A[:-1], "某片", "甲", "", "")), manager, title="错")
    client = at(second)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for address, said in (
        (reverse("see_catalogue") + "?list=items&search=某片&kind=western&fund_class=b", A),
        (reverse("see_item", args=[A]), "某片"),
        (reverse("see_editions"), "待"),
        (reverse("see_edition", args=[waits.pk]) + "?rows=changed", "<del"),
        (reverse("see_edition", args=[waits.pk]) + "?rows=ended", B),
        (reverse("see_edition", args=[bad.pk]), A[:-1]),
        (reverse("see_prices", args=[made.pk]), "12.00</td>"),
        (reverse("see_institution", args=[made.pk]), reverse("see_prices", args=[made.pk])),
    ):
        answer = client.get(address)
        assert answer.status_code == 200 and said in answer.content.decode(), address


def test_what_another_office_sent_is_named_and_not_shown(manager, staff):
    head = staff("institution_manager", PROVINCE)
    draft = sent(csv_of(*ROWS), head, starts_on=date.fromisoformat(FIELDS["starts_on"]))
    page = at(manager).post(reverse("send_edition"), FIELDS | {"file": upload(*ROWS)})
    assert page.status_code == 422 and set(page.context["form"].errors) == {"file"}
    assert at(manager).get(reverse("see_edition", args=[draft.pk])).status_code == 404


def test_a_place_s_ratio_of_the_class_before_is_named(manager, second):
    published(csv_of((A, "某片", "甲", "", ""), (B, "某丸", "乙", "0.1", "")), manager, second)
    ratio = ["国家编码", "自付比例"]
    published(csv_of((A, "0.05"), (B, "0.2"), head=ratio), manager, second, list_name="first_pay")
    edition = sent(csv_of((A, "某片", "乙", "0.1", ""), (B, "某丸二", "乙", "0.1", "")), manager, title="改")
    page = at(second).get(reverse("see_edition", args=[edition.pk]))
    assert [(row.code, said) for row, said in page.context["old_ratios"]] == [(A, "5%")]


def test_a_second_press_confirms_no_difference_that_nobody_saw(manager, second):
    stale = sent(csv_of((A, "某片", "丙", "", "")), manager)
    other, address = at(second), reverse("publish_edition", args=[stale.pk])
    fields = dict(other.get(reverse("see_edition", args=[stale.pk])).context["bar_of_acts"].lead.fields)
    published(csv_of(*ROWS), manager, second)
    for _press in range(2):
        other.post(address, fields)
        stale.refresh_from_db()
        assert (stale.state, stale.rows_changed) == ("checked", 1)
    other.post(address, dict(other.get(reverse("see_edition", args=[stale.pk])).context["bar_of_acts"].lead.fields))
    stale.refresh_from_db()
    assert stale.state == "published"


def test_ratios_of_the_places_it_lies_in_and_of_what_a_consumable_is_one_of_are_named(manager, second, staff):
    head, checker = staff("institution_manager", PROVINCE), staff("supervisor", PROVINCE)
    ratio, spec = ["国家编码", "自付比例"], f"{D}0000001"
    published(csv_of((D, "某耗材", "甲", "", ""), (spec, "某规格", "甲", "", "")), manager, second)
    for code, place in ((D, XIAMEN), (D, "350000"), (D, "350500")):
        published(csv_of((D, "某耗材", "甲", "", "")), head, checker, at=place)
        published(csv_of((code, "0.2"), head=ratio), head, checker, list_name="first_pay", at=place)
    edition = sent(csv_of((spec, "某规格", "乙", "0.1", "")), manager, title="改")
    page = at(second).get(reverse("see_edition", args=[edition.pk]))
    named = {(row.code, row.place_id) for row, _said in page.context["old_ratios"]}
    assert named == {(D, XIAMEN), (D, "350000")} and not page.context["more_old_ratios"]


def test_a_published_edition_shows_each_of_its_rows_once(manager, second):
    edition = published(csv_of(*ROWS), manager, second)
    published(csv_of((A, "某片", "甲", "", "")), manager, second, starts_on=date(2026, 7, 1))
    assert len(at(second).get(reverse("see_edition", args=[edition.pk])).context["rows"]) == 2


def test_marks_alone_are_the_beginning_of_no_code(manager, second):
    published(csv_of(*ROWS), manager, second)
    assert not at(second).get(reverse("see_catalogue") + "?search=-").context["rows"]


def test_the_form_of_a_price_list_opens_from_the_institution(manager, second):
    made = institution()
    published(csv_of(*ROWS), manager, second)
    client, address = at(manager), reverse("send_price_list", args=[made.pk])
    assert client.get(address).status_code == 200
    fields = {name: value for name, value in FIELDS.items() if name not in ("list_name", "place")}
    client.post(address, fields | {"file": upload((A, "9.9"), head=["code", "price"])})
    edition = Edition.objects.get(list_name="prices")
    at(second).post(reverse("withdraw_edition", args=[edition.pk]))
    edition.refresh_from_db()
    assert edition.state == "withdrawn" and not ItemPrice.objects.exists()


def test_whoever_has_no_right_sees_nothing(manager, second, staff):
    made = institution()
    published(csv_of(*ROWS), manager, second)
    prices = csv_of((A, "12"), head=["code", "price"])
    published(prices, manager, second, list_name="prices", institution=made)
    draft = sent(csv_of((A, "某片", "甲", "", "")), manager, title="待")
    elsewhere, auditor = at(staff("institution_manager", JIMEI)), at(staff("auditor"))
    of_prices = Edition.objects.get(list_name="prices")
    for address in (
        reverse("see_edition", args=[draft.pk]),
        reverse("see_edition", args=[of_prices.pk]),
        reverse("see_prices", args=[made.pk]),
        reverse("see_item", args=[C]),
        reverse("see_item", args=["x"]),
    ):
        assert elsewhere.get(address).status_code == 404
    assert elsewhere.get(reverse("see_item", args=[A])).status_code == 200
    published(csv_of((D, "某导管", "乙", "", "")), manager, second, title="耗材")
    assert "某导管" in elsewhere.get(reverse("see_item", args=[D + "0000123"])).content.decode()
    assert auditor.get(reverse("see_edition", args=[draft.pk])).status_code == 200
    assert auditor.get(reverse("send_edition")).status_code == 403
    assert at(staff("counter_clerk")).get(reverse("see_catalogue")).status_code == 403


CODES = [f"X{number:022d}" for number in range(60)]


def addresses_of(made, edition) -> list[str]:
    return [
        reverse("see_catalogue") + "?search=某片",
        reverse("see_prices", args=[made.pk]),
        reverse("see_edition", args=[edition.pk]),
        reverse("see_editions"),
    ]


def full(manager, second, made, some):
    """So many items and prices that hold, and an edition that changes them all."""
    published(csv_of(*((code, "某片", "甲", "", "") for code in some)), manager, second)
    prices = csv_of(*((code, "1") for code in some), head=["code", "price"])
    published(prices, manager, second, list_name="prices", institution=made)
    return sent(csv_of(*((code, "某片", "乙", "", "") for code in some)), manager, title=f"{len(some)}")


def test_lists_are_flat(manager, second):
    made, client = institution(), at(second)
    addresses = addresses_of(made, full(manager, second, made, CODES[:1]))
    client.get(addresses[0])
    few = [queries_of(client, address) for address in addresses]
    addresses = addresses_of(made, full(manager, second, made, CODES))
    assert [queries_of(client, address) for address in addresses] == few


def test_lists_go_on_behind_their_last_row(manager, second):
    made, client = institution(), at(second)
    for address in addresses_of(made, full(manager, second, made, CODES))[:3]:
        page = client.get(address)
        assert len(page.context["rows"]) == 50
        behind = client.get(address.split("?")[0] + page.context["following"])
        assert len(behind.context["rows"]) == 10


def test_unreadable_addresses_are_no_errors(manager):
    client = at(manager)
    for query in ("?list=x&kind=y&fund_class=z&after=_", "?after=zzz", "?search=" + "长" * 500, "?search=%25%5C_"):
        assert client.get(reverse("see_catalogue") + query).status_code == 200
