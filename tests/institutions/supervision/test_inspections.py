"""Inspections: two named officers, findings told, a reply before anything follows, put right or handed over, an order by two."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.evidence.queries import checklist_of
from casework.models import Event, Evidence
from institutions.models import DesignationEntry, Inspection, InspectionFinding, StruckFinding
from institutions.supervision.forms import FindingForm
from institutions.supervision.rules.penalties import penalties_on
from institutions.supervision.services import inspections
from institutions.supervision.services.inspections import InspectionData, OrderData
from institutions.supervision.services.papers import FINDINGS, KINDS, issue_inspection_paper
from institutions.supervision.workflow import ORDER_ITEM
from tests.accounts import at
from tests.builders import op
from tests.filled_forms import filled
from tests.institutions.builders import institution

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 10)
TOLD, REPLY_BY = ON, date(2026, 6, 17)
LATER = date(2026, 6, 18)
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def data(**changes):
    facts = {"inspected_on": ON, "occasion": "年度检查", "first_officer": "甲", "first_credential": "F-1"}
    return InspectionData(**facts | {"second_officer": "乙", "second_credential": "F-2"} | changes)


def codes(blocked):
    return {reason.code for reason in blocked.value.reasons}


class Inspecting:
    """An inspection of a hospital, begun by the manager of the desk."""

    def __init__(self, desk):
        self.desk, self.at = desk, institution()
        self.case = inspections.open_inspection(self.at, data(), by=desk.manager, on=ON)

    def step(self, verb, *typed, by=None, on=ON):
        return getattr(inspections, verb)(self.case.pk, *typed, **self.desk.step(self.case, by, on))

    def found(self, amount=Decimal("1200.00")):
        return inspections.write_finding(
            self.case.pk, "double_charging", "重复收费3笔", amount, by=self.desk.manager, on=ON
        )

    def told(self):
        self.found()
        return self.step("tell_findings")

    def handed_over(self):
        self.told()
        return self.step("hand_over_breach", "某区医疗保障局", "涉嫌骗取基金", by=self.desk.second, on=LATER)

    def with_order(self, **changes):
        facts = {
            "order_number": "罚1号",
            "ordered_on": LATER,
            "breach_on": ON,
            "penalty": "general",
            "fine": Decimal(1800),
        }
        order = OrderData(**facts | {"base": Decimal(1200)} | changes)
        return self.step("enter_order", order, on=LATER)

    def scanned(self, item="administrative_order"):
        return Evidence.objects.create(
            case=self.case,
            item=item,
            media_type="image/png",
            file_name=op().hex,
            size=1,
            sha256=item.encode(),
            uploaded_by=self.desk.manager.user,
        )

    @property
    def row(self):
        return Inspection.objects.get(case=self.case)


@pytest.fixture
def one(desk):
    return Inspecting(desk)


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"second_credential": "f-1"}, "same_officer"), ({"inspected_on": date(2026, 6, 11)}, "in_the_future")],
)
def test_two_officers_each_with_a_credential_of_her_own(desk, changed, code):
    with pytest.raises(Blocked) as blocked:
        inspections.open_inspection(institution(), data(**changed), by=desk.manager, on=ON)
    assert codes(blocked) == {code}


def test_one_at_a_time_and_nothing_found_is_said_by_another(one):
    with pytest.raises(Blocked) as blocked:
        inspections.open_inspection(one.at, data(), by=one.desk.manager, on=ON)
    assert codes(blocked) == {"open_already"}
    with pytest.raises(Blocked) as blocked:
        one.step("tell_findings")
    assert codes(blocked) == {"no_finding"}
    with pytest.raises(Blocked) as blocked:
        one.step("end_inspection")
    assert codes(blocked) == {"own_inspection"}
    one.step("end_inspection", by=one.desk.second)
    assert one.row.state == "clean"
    assert inspections.open_inspection(one.at, data(), by=one.desk.manager, on=ON)


def test_what_was_found_is_told_and_neither_dropped_nor_added_to(one):
    one.found()
    for verb, by in (("end_inspection", one.desk.second), ("withdraw_inspection", None)):
        with pytest.raises(Blocked) as blocked:
            one.step(verb, by=by)
        assert codes(blocked) == {"has_findings"}
    one.step("tell_findings")
    assert (one.row.told_on, one.row.reply_by) == (TOLD, REPLY_BY)
    with pytest.raises(Blocked) as blocked:
        one.found()
    assert codes(blocked) == {"not_now"}
    assert Event.objects.filter(verb="write_finding").count() == 1


def strike(one, finding, by=None, reason="凭证齐全", on=ON):
    return inspections.strike_finding(finding, reason, by=by or one.desk.manager, on=on)


def test_a_wrong_finding_is_struck_with_the_reason_and_stays_to_be_read(one):
    wrong, right = one.found(), one.found()
    with pytest.raises(Blocked):
        strike(one, wrong, reason=" ")
    strike(one, wrong)
    with pytest.raises(Blocked) as blocked:
        strike(one, wrong)
    assert codes(blocked) == {"struck_already"}
    one.step("tell_findings")
    # Once told neither who began it nor who wrote or told it strikes one.
    with pytest.raises(Blocked) as blocked:
        strike(one, right)
    assert codes(blocked) == {"own_finding"}
    with pytest.raises(IntegrityError), transaction.atomic():
        own = {"struck_by": one.desk.manager.user, "written_by": one.desk.manager.user}
        StruckFinding.objects.create(finding=right, reason="x", struck_on=ON, after_told=True, **own)
    page = at(one.desk.second).get(reverse("see_case", args=[one.case.pk])).content.decode()
    assert page.count("凭证齐全") == 1 and reverse("strike_finding", args=[one.case.pk, right.pk]) in page
    with pytest.raises(Blocked) as blocked:
        one.step("end_inspection", by=one.desk.second)
    assert codes(blocked) == {"has_findings"}
    strike(one, right, by=one.desk.second)
    one.case.refresh_from_db()
    paper = issue_inspection_paper(one.case, FINDINGS, by=one.desk.manager, on=ON)
    assert [finding["struck"]["reason"] for finding in paper.facts["findings"]] == ["凭证齐全"] * 2
    # Nothing that was struck is followed by anything; the inspection ends without a finding.
    with pytest.raises(Blocked) as blocked:
        one.step("hand_over_breach", "某局", "涉嫌", by=one.desk.second, on=LATER)
    assert codes(blocked) == {"no_finding"}
    one.step("end_inspection", by=one.desk.second, on=LATER)
    assert one.row.state == "clean" and InspectionFinding.objects.count() == 2


def test_nobody_drops_alone_what_she_found_and_struck(one):
    strike(one, one.found())
    for verb, said in (("withdraw_inspection", "was_found"), ("end_inspection", "own_inspection")):
        with pytest.raises(Blocked) as blocked:
            one.step(verb)
        assert said in codes(blocked)
    one.step("end_inspection", by=one.desk.second)
    assert one.row.state == "clean"


def test_what_was_handed_over_is_struck_no_more(one):
    one.handed_over()
    with pytest.raises(Blocked) as blocked:
        strike(one, InspectionFinding.objects.get(), by=one.desk.second)
    assert codes(blocked) == {"not_now"}


@pytest.mark.parametrize("changed", [{"served_on": ON}, {"ordered_on": ON}, {"breach_on": date(2026, 6, 19)}])
def test_the_database_holds_the_days_of_an_order_in_order(one, changed):
    one.handed_over()
    one.with_order()
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(case=one.case).update(**changed)


def test_nothing_follows_before_the_institution_could_reply(one):
    one.told()
    for verb, typed, by in (
        ("ask_rectification", (date(2026, 7, 10), "退回"), None),
        ("hand_over_breach", ("某局", "涉嫌"), one.desk.second),
    ):
        with pytest.raises(Blocked) as blocked:
            one.step(verb, *typed, by=by, on=REPLY_BY)
        assert codes(blocked) == {"not_heard"}
    with pytest.raises(Blocked) as blocked:
        one.step("take_reply", date(2026, 6, 9), "不同意", on=REPLY_BY)
    assert codes(blocked) == {"before_told"}
    one.step("take_reply", date(2026, 6, 12), "已退回", on=date(2026, 6, 12))
    with pytest.raises(Blocked) as blocked:
        one.step("ask_rectification", date(2026, 6, 12), "退回", on=date(2026, 6, 12))
    assert codes(blocked) == {"in_the_past"}
    one.step("ask_rectification", date(2026, 7, 10), "退回1200元", on=date(2026, 6, 12))
    with pytest.raises(Blocked) as blocked:
        one.step("confirm_rectified", "已退", on=LATER)
    assert codes(blocked) == {"own_inspection"}
    one.step("confirm_rectified", "已退", by=one.desk.second, on=LATER)
    assert (one.row.state, one.row.rectified_on, one.row.seen) == ("rectified", LATER, "已退")


def test_without_a_reply_the_days_run(one):
    one.told()
    one.step("ask_rectification", date(2026, 7, 10), "退回1200元", on=LATER)
    assert one.row.replied_on is None and one.row.state == "rectifying"


def test_an_order_is_entered_by_one_and_confirmed_by_another_with_the_order_in_hand(one):
    one.handed_over()
    with pytest.raises(Blocked) as blocked:
        one.with_order(base=None)
    assert codes(blocked) == {"base_missing"}
    with pytest.raises(Blocked) as blocked:
        one.with_order(served_on=date(2026, 6, 19))
    assert codes(blocked) == {"in_the_future"}
    one.with_order()
    with pytest.raises(Blocked) as blocked:
        one.step("confirm_order", on=LATER)
    assert codes(blocked) == {"own_order", "no_scan"}
    one.step("return_order", "金额不符", by=one.desk.second, on=LATER)
    one.with_order(fine=Decimal(2000))
    one.scanned()
    one.step("confirm_order", by=one.desk.second, on=LATER)
    row = one.row
    assert (row.state, row.fine, row.order_confirmed_by) == ("ordered", Decimal(2000), one.desk.second.user)


def test_who_wrote_a_finding_down_decides_nothing_on_it(one, staff):
    colleague = staff("institution_manager")
    inspections.write_finding(one.case.pk, "substitution", "串换", None, by=colleague, on=ON)
    one.step("tell_findings")
    with pytest.raises(Blocked) as blocked:
        one.step("hand_over_breach", "某局", "涉嫌", by=colleague, on=LATER)
    assert codes(blocked) == {"own_inspection"}
    assert one.step("hand_over_breach", "某局", "涉嫌", by=one.desk.second, on=LATER).state == "handed_over"


def test_no_other_paper_stands_for_the_order_nor_does_one_that_was_taken_back(one):
    one.handed_over()
    one.with_order()
    for item in ("inspection_record", "institution_reply"):
        one.scanned(item)
    taken_back = one.scanned()
    Evidence.objects.filter(pk=taken_back.pk).update(withdrawn_at=timezone.now())
    with pytest.raises(Blocked) as blocked:
        one.step("confirm_order", by=one.desk.second, on=LATER)
    assert codes(blocked) == {"no_scan"}


def test_the_item_of_the_order_is_one_of_the_papers_of_an_inspection():
    assert ORDER_ITEM in {row.code for row in checklist_of("inspection", ON)}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"ordered_on": date(2026, 6, 17)}, {"before_hand_over"}),
        ({"ordered_on": date(2026, 6, 20), "served_on": date(2026, 6, 19)}, {"before_it_was_made"}),
        ({"ordered_on": date(2026, 6, 23)}, {"in_the_future"}),
        ({"served_on": date(2026, 6, 23)}, {"in_the_future"}),
        ({"penalty": "head_barred", "base": None}, {"no_fine"}),
        ({"penalty": "head_barred", "base": None, "fine": None}, set()),
        ({"ordered_on": LATER, "served_on": LATER}, set()),
        ({"breach_on": date(2026, 6, 19)}, {"after_the_order"}),
        ({"breach_on": date(2021, 5, 1)}, set()),
        ({"breach_on": date(2021, 4, 30)}, {"not_in_force_then"}),
    ],
)
def test_an_order_is_made_after_the_hand_over_and_served_after_it_was_made(one, changed, expected):
    one.handed_over()
    facts = {"order_number": "罚1号", "ordered_on": LATER, "breach_on": ON, "penalty": "general", "fine": Decimal(1800)}
    order = OrderData(**facts | {"base": Decimal(1200)} | changed)
    if not expected:
        assert one.step("enter_order", order, on=date(2026, 6, 22)).state == "order_entered"
        return
    with pytest.raises(Blocked) as blocked:
        one.step("enter_order", order, on=date(2026, 6, 22))
    assert codes(blocked) == expected


@pytest.mark.parametrize(
    ("typed", "read"),
    [("300", "300"), ("1,200.50", "1200.50"), (" ￥１２００ 元", "1200"), ("0", None), ("1,20", None), ("0.001", None)],
)
def test_sums_are_read_as_they_are_typed(typed, read):
    row = DesignationEntry(code="substitution", name_zh_hans="串换", name_zh_hant="串換", name_en="swap")
    form = FindingForm({"conduct": "substitution", "words": "x", "amount": typed, "op": op()}, conducts=[row])
    assert form.is_valid() is (read is not None), form.errors
    assert read is None or form.cleaned_data["amount"] == Decimal(read)


def test_a_breach_the_department_does_not_punish_ends_with_the_reason(one):
    one.handed_over()
    with pytest.raises(Blocked):
        one.step("drop_breach", " ", by=one.desk.second, on=LATER)
    one.step("drop_breach", "不予处罚", by=one.desk.second, on=LATER)
    assert (one.row.state, one.row.reason) == ("no_order", "不予处罚")


@pytest.mark.parametrize(
    ("code", "base", "span"),
    [
        ("general", Decimal(100), (100, 200)),
        ("general", None, None),
        ("management", None, (10_000, 50_000)),
        ("fraud", Decimal("10.50"), (21, Decimal("52.50"))),
        ("head_barred", None, None),
    ],
)
def test_penalties_are_ranges_with_their_articles(code, base, span):
    assert penalties_on(ON)[code].span(base) == span
    assert code not in penalties_on(date(2021, 4, 30))


def test_the_database_holds_that_two_inspect_and_two_put_an_order_on_record(one):
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(case=one.case).update(told_on=ON, reply_by=date(2026, 6, 9), reply="x")
    one.handed_over()
    one.with_order()
    one.scanned()
    assert not Inspection.objects.filter(order_confirmed_by__isnull=False).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_paper_in_its_state(one, language):
    one.told()
    one.case.refresh_from_db()
    paper = issue_inspection_paper(one.case, FINDINGS, by=one.desk.manager, on=ON)
    assert paper.facts["reply_by"] == "2026-06-17" and paper.facts["findings"][0]["amount"] == "1,200.00"
    assert paper.check_code and len(paper.facts["officers"]) == 2
    one.step("hand_over_breach", "某区医疗保障局", "涉嫌骗取基金", by=one.desk.second, on=LATER)
    one.case.refresh_from_db()
    with pytest.raises(Blocked):
        issue_inspection_paper(one.case, FINDINGS, by=one.desk.manager, on=LATER)
    receipt = issue_inspection_paper(one.case, KINDS["breach_receipt"], by=one.desk.manager, on=LATER)
    assert receipt.facts["department"] == "某区医疗保障局"


def sent(client, url, /, *keys, **fields):
    address = reverse(url, args=keys)
    return client.post(address, filled(client.get(address)) | fields, follow=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_institution_s_page_to_a_finding(desk, language):
    made, today = institution(), timezone.localdate().isoformat()
    client = at(desk.manager)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    typed = {"inspected_on": today, "occasion": "举报", "first_officer": "甲", "first_credential": "F-1"}
    typed |= {"second_officer": "乙", "second_credential": "F-1"}
    wrong = sent(client, "open_inspection", made.pk, **typed)
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"second_credential"}
    client.post(reverse("open_inspection", args=[made.pk]), filled(wrong) | typed | {"second_credential": "F-2"})
    case = Inspection.objects.get().case
    sent(client, "write_finding", case.pk, conduct="substitution", words="串换2笔", amount="300")
    shown = client.get(reverse("see_case", args=[case.pk]))
    assert shown.status_code == 200 and "串换2笔" in shown.content.decode()
    assert InspectionFinding.objects.get().amount == 300
    assert case.reference in client.get(reverse("see_institution", args=[made.pk])).content.decode()


def test_a_fine_outside_the_range_is_said_to_the_second_person(one):
    one.handed_over()
    one.with_order(fine=Decimal(5000))
    page = at(one.desk.second).get(reverse("confirm_order", args=[one.case.pk]))
    assert page.status_code == 200 and page.context["penalty"]["outside"]


def test_who_counts_nothing_of_institutions_begins_no_inspection(staff):
    clerk = staff("counter_clerk")
    with pytest.raises(PermissionDenied):
        inspections.open_inspection(institution(), data(), by=clerk, on=ON)
