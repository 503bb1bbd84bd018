"""Institutions after their agreement, at the windows of a manager and of those who confirm: an edition of the catalogue, points of
the staff with an objection, an inspection up to the order on record; lines tried against the rules. In three languages."""

import pytest
from django.utils import timezone

from casework.models import CaseFile, Evidence
from institutions.models import CatalogueItem, Edition, Inspection, StaffCase, StaffPost
from institutions.supervision.workflow import ORDER_ITEM
from tests.institutions.builders import institution, signed, with_remedies
from tests.institutions.catalogue.builders import ITEMS, A, B, C, csv_of, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ["zh-hans", "zh-hant", "en"]
OFFICE = "350203"


def pressed(window) -> None:
    """The act of a page, and of the page that asks once more where it cannot be undone."""
    window.key("F10")
    if window.page.locator("#preview-title").count():
        window.key("F10")


def taken(window, case: CaseFile, step: str, *, name: str = "", **typed: str) -> None:
    window.go(f"/cases/{case.pk}/{step}/")
    for field, text in typed.items():
        window.page.fill(f"#id_{field}", text)
    window.healthy(name or step)
    pressed(window)


@pytest.fixture
def windows(desk, people):
    """The window of a manager, of who confirms and of somebody who had no part, in a language."""

    def opened(language):
        return (
            desk(officer=people("institution_manager", OFFICE), language=language),
            desk(officer=people("supervisor", OFFICE), language=language),
            desk(officer=people("supervisor", OFFICE, number=2), language=language),
        )

    return opened


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_is_sent_read_and_confirmed_by_a_second(windows, people, language, tmp_path):
    manager, second, _third = windows(language)
    published(
        csv_of((A, "某片", "乙", "10%", ""), (B, "某丸", "甲", "", ""), (C, "某治疗", "甲", "", "")),
        manager.officer,
        second.officer,
    )
    file = tmp_path / "list.csv"
    file.write_bytes(csv_of((A, "某片", "甲", "", "", "某地"), head=[*ITEMS, "产地"]).getvalue())
    manager.go("/catalogue/editions/send/")
    page = manager.page
    page.select_option("#id_list_name", "items")
    page.select_option("#id_place", OFFICE)
    page.fill("#id_title", "目录2027")
    page.fill("#id_starts_on", "2027-01-01")
    page.fill("#id_source", "某通知")
    page.check("#id_whole")
    page.set_input_files("#id_file", str(file))
    manager.key("F10")
    # Which kinds it is the whole list of is asked for.
    assert page.locator("#id_whole_of_error, .has-error, .invalid-feedback").count()
    manager.healthy("send-edition-which-kinds")
    page.check("input[name=whole_of][value=western]")
    page.check("input[name=whole_of][value=patent]")
    page.set_input_files("#id_file", str(file))
    manager.key("F10")
    manager.looked_at("edition-read")
    edition = Edition.objects.get(title="目录2027")
    assert (edition.rows_changed, edition.rows_ended) == (1, 1) and "产地" in page.content()
    second.go(f"/catalogue/editions/{edition.pk}/")
    second.healthy("edition-to-confirm")
    second.key("F10")
    second.looked_at("edition-published")
    assert CatalogueItem.objects.known().get(code=C).ends_on is None
    assert CatalogueItem.objects.known().get(code=B).ends_on is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_points_are_given_and_objected_to(windows, people, language):
    manager, second, third = windows(language)
    at, today = institution(office=OFFICE), timezone.localdate().isoformat()
    signed(at, manager.officer, second.officer)
    with_remedies(OFFICE)
    manager.go(f"/institutions/{at.pk}/staff/register/")
    page = manager.page
    page.select_option("#id_kind", "physician")
    for name, text in (
        ("code", "D350203000077"),
        ("name", "陈小华"),
        ("promised_on", "2026-01-05"),
        ("starts_on", "2026-01-05"),
    ):
        page.fill(f"#id_{name}", text)
    manager.healthy("register-staff")
    manager.key("F10")
    manager.healthy("staff-person")
    post = StaffPost.objects.get()
    manager.go(f"/institutions/{at.pk}/staff/{post.pk}/points/")
    page.select_option("#id_conduct", "double_charging")
    page.select_option("#id_grade", "main")
    for name, text in (("given_on", today), ("basis", "处罚1号"), ("basis_on", today)):
        page.fill(f"#id_{name}", text)
    manager.healthy("propose-points")
    manager.key("F10")
    case = StaffCase.objects.get(act="give_points").case
    taken(second, case, "record-staff-points")
    second.press(f"form[action='/cases/{case.pk}/papers/staff-points-notice/'] button.btn")
    second.healthy("staff-points-notice")
    manager.go(f"/institutions/{at.pk}/staff/{post.pk}/objection/")
    page.fill("#id_received_on", today)
    page.fill("#id_words", "未参与该项收费")
    manager.healthy("object-to-points")
    manager.key("F10")
    objection = StaffCase.objects.get(act="object").case
    # Who confirmed the points cannot decide on the objection to them.
    second.go(f"/cases/{objection.pk}/")
    second.healthy("objection-closed-to-who-confirmed")
    taken(third, objection, "record-staff-points", name="uphold-objection")
    third.go(f"/institutions/{at.pk}/staff/{post.pk}/")
    third.looked_at("points-taken-back")
    assert post.person.points.get().superseded_reason == "objection_upheld"
    manager.go(f"/institutions/{at.pk}/staff/")
    page.fill("input[name=search][maxlength='80']", "陳小")
    manager.press(".filters button")
    manager.healthy("staff-found-in-the-other-script")
    assert "D350203000077" in page.content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_inspection_up_to_the_order_on_record(windows, people, language):
    manager, second, _third = windows(language)
    at, today = institution(office=OFFICE), timezone.localdate().isoformat()
    signed(at, manager.officer, second.officer)
    manager.go(f"/institutions/{at.pk}/inspect/")
    page = manager.page
    typed = {"inspected_on": today, "occasion": "年度检查", "first_officer": "甲", "first_credential": "F-1"}
    for name, text in (typed | {"second_officer": "乙", "second_credential": "F-2"}).items():
        page.fill(f"#id_{name}", text)
    manager.healthy("open-inspection")
    manager.key("F10")
    case = Inspection.objects.get().case
    for words in ("重复收费3笔", "误记1笔"):
        manager.go(f"/cases/{case.pk}/write-finding/")
        page.select_option("#id_conduct", "double_charging")
        page.fill("#id_words", words)
        manager.key("F10")
    manager.press("a[href$='/strike/'] >> nth=1")
    page.fill("#id_reason", "凭证齐全")
    manager.healthy("strike-finding")
    manager.key("F10")
    manager.healthy("finding-struck")
    taken(manager, case, "tell-findings")
    taken(manager, case, "take-reply", replied_on=today, reply="同意")
    taken(second, case, "hand-over-breach", department="某区医疗保障局", suspected="涉嫌骗取基金")
    manager.go(f"/cases/{case.pk}/enter-order/")
    page.select_option("#id_penalty", "management")
    for name, text in (("order_number", "罚1号"), ("breach_on", today), ("ordered_on", today), ("fine", "20000")):
        page.fill(f"#id_{name}", text)
    manager.healthy("enter-order")
    pressed(manager)
    manager.go(f"/cases/{case.pk}/")
    manager.healthy("order-entered")
    # The order itself lies with the case before anybody confirms it.
    scan = {"media_type": "image/png", "file_name": "0a" * 16, "size": 1, "sha256": b"0"}
    Evidence.objects.create(case=case, item=ORDER_ITEM, uploaded_by=manager.officer.user, **scan)
    taken(second, case, "confirm-order")
    second.looked_at("order-on-record")
    row = Inspection.objects.get()
    assert (row.state, row.penalty, row.order_confirmed_by) == ("ordered", "management", second.officer.user)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_tried_at_the_counter(desk, people, language):
    manager, second = people("institution_manager", OFFICE), people("supervisor", OFFICE)
    published(csv_of((A, "某片", "乙", "", "")), manager, second)
    head = ["规则类型", "编码", "限定值", "规则说明", "来源"]
    published(csv_of(("限性别", A, "女", "限女性使用", "规则库"), head=head), manager, second, list_name="rules")
    at = institution(office=OFFICE)
    clerk = desk(officer=people("counter_clerk", OFFICE), language=language)
    clerk.go(f"/catalogue/try/?institution={at.code}")
    clerk.page.fill("#id_lines", f"{A} 2026-06-10 2")
    clerk.page.select_option("#id_sex", "male")
    clerk.looked_at("try-rules")
    clerk.key("F10")
    clerk.looked_at("rules-tried")
    assert "限女性使用" in clerk.page.content()
