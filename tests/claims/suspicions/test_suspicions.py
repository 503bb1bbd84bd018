"""What a posted month paid though it hits a published rule: counted by kind in one question, put to the institution by a notice."""

import pytest
from django.urls import reverse

from claims.clawbacks.services.noticing import NoticeData, open_clawback
from claims.models import CareResult, Clawback, InstitutionMonth
from claims.suspicions.queries import kinds_of, suspicions
from tests.accounts import at
from tests.claims.months.builders import settlement
from tests.claims.reimbursements.builders import DRUG_A
from tests.filled_forms import filled
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
FOR_MEN, ONCE = "XM01ABD075A002010100483", "XF01ABD075A002010100483"


@pytest.fixture
def month(ward):
    """Two settlements of a woman: an item for men only, and one that is paid once a day, twice."""
    ward.item(FOR_MEN, fund_class="a", sex="male")
    ward.item(ONCE, fund_class="a", most=1, per="day")
    (document,) = ward.documents(ward.insured(2))
    case = ward.declared(
        settlement("S1", document, (DRUG_A, "3000.00"), (FOR_MEN, "200.00"), day=10),
        settlement("S2", document, (ONCE, "100.00"), (ONCE, "150.00"), (DRUG_A, "2900.00"), day=20),
    )
    return ward.posted_month(case)


def of(case):
    return InstitutionMonth.objects.get(pk=case.pk)


def test_kinds_are_counted_and_lines_named(ward, month):
    assert {one.code: (one.cares, one.lines) for one in kinds_of(of(month))} == {"sex": (1, 1), "frequency": (1, 2)}
    (one,) = suspicions(of(month), "frequency").rows
    assert one.result.care.number == "S2" and [line.number for line in one.lines] == ["1", "2"]
    assert (one.free, one.asked) == (one.result.paid, 0)
    assert one.result.paid > 0, "nothing was refused by a hit"
    assert suspicions(of(month), "age").rows == []


def test_injuries_are_asked_about_as_at_the_counter(ward):
    (document,) = ward.documents(ward.insured(2))
    case = ward.posted_month(
        ward.declared(settlement("S1", document, dise_no="S82.000"), settlement("S2", document, day=12))
    )
    assert [(one.code, one.cares) for one in kinds_of(of(case))] == [("injury_unasked", 1)]
    client = at(ward.reviewer)
    page = client.get(reverse("see_suspicions", args=[case.pk]), {"kind": "injury_unasked"}).content.decode()
    (one,) = suspicions(of(case), "injury_unasked").rows
    assert one.result.care.number == "S1" and "S82.000" in page
    form = filled(client.get(reverse("open_clawback", args=[case.pk]) + f"?kind=injury_unasked&result={one.result.pk}"))
    assert form["items"].strip() == "S1" and "S82.000" in form["words"]


def test_a_suspicion_is_put_to_the_institution_by_a_notice_that_is_filled_in(ward, month):
    client = at(ward.reviewer)
    assert (
        reverse("see_suspicions", args=[month.pk]) in client.get(reverse("see_case", args=[month.pk])).content.decode()
    )
    address = reverse("see_suspicions", args=[month.pk])
    page = client.get(address, {"kind": "frequency"}).content.decode()
    result = CareResult.objects.get(run__mode="post", care__number="S2")
    assert f'value="{result.pk}"' in page and "150.00" in page
    opening = reverse("open_clawback", args=[month.pk]) + f"?kind=frequency&result={result.pk}&result=nothing"
    form = filled(client.get(opening))
    assert form["items"].split() == ["S2", "1", "100.00", "S2", "2", "150.00"] and "S2：" in form["words"]
    assert client.post(opening, form).status_code == 302
    assert [str(one.asked) for one in Clawback.objects.get().items.order_by("position")] == ["100.00", "150.00"]
    (one,) = suspicions(of(month), "frequency").rows
    assert one.asked == 250


def test_the_page_is_flat_and_closed(ward, month):
    client, address = at(ward.reviewer), reverse("see_suspicions", args=[month.pk])
    client.get(address, {"kind": "sex"})
    few = queries_of(client, address + "?kind=sex")
    assert queries_of(client, address + "?kind=frequency") == few
    assert client.get(address, {"kind": "' OR 1=1"}).status_code == 200
    assert at(ward.clerk).get(address).status_code == 403
    ward.declared(settlement("S3", *ward.documents(ward.insured(4)), clr_ym="2026-04", **APRIL))
    declared = InstitutionMonth.objects.get(month="2026-04-01")
    assert client.get(reverse("see_suspicions", args=[declared.pk])).status_code == 404


APRIL = {"begndate": "2026-04-10", "enddate": "2026-04-15", "setl_time": "2026-04-15", "fee_ocur_time": "2026-04-10"}


def test_what_is_asked_back_whole_is_offered_no_more(ward, month):
    open_clawback(month.pk, NoticeData(items="S1", words="x"), by=ward.reviewer, on=ward.today)
    (one,) = suspicions(of(month), "sex").rows
    assert one.free == 0
    page = at(ward.reviewer).get(reverse("see_suspicions", args=[month.pk]), {"kind": "sex"}).content.decode()
    assert f'value="{one.result.pk}"' not in page
