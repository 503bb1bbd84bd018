"""Recoveries from institutions as the people of the office meet them: with forms, pages and rights."""

import pytest
from django.urls import reverse

from claims.models import CareResult, Clawback
from tests.accounts import at
from tests.claims.clawbacks.test_clawbacks import WORDS, decided, heard, noticed, posted, successor
from tests.filled_forms import filled
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db


def sent(client, name: str, key, **fields):
    address = reverse(name, args=[key])
    return client.post(address, filled(client.get(address)) | fields)


def test_from_a_settlement_to_the_last_fen(ward):
    month = posted(ward)
    clerk, reviewer, second, finance = at(ward.clerk), at(ward.reviewer), at(ward.second), at(ward.finance)
    result = CareResult.objects.get(run__mode="post")
    page = reviewer.get(reverse("see_difference", args=[month.pk, result.pk])).content.decode()
    address = reverse("open_clawback", args=[month.pk]) + f"?result={result.pk}"
    assert (
        address in page
        and reverse("open_clawback", args=[month.pk])
        in reviewer.get(reverse("see_case", args=[month.pk])).content.decode()
    )
    form = filled(reviewer.get(address))
    assert form["items"].strip() == "S1"
    wrong = reviewer.post(address, form | {"items": "S1 drei", "words": WORDS})
    assert wrong.status_code == 422 and "S1 drei" in wrong.content.decode() and WORDS in wrong.content.decode()
    unknown = reviewer.post(address, form | {"items": "S9 1.00", "words": WORDS})
    assert unknown.status_code == 422 and "S9 1.00" in unknown.content.decode()
    assert reviewer.post(address, form | {"items": "S1 1 300.00", "words": WORDS}).status_code == 302
    case = Clawback.objects.get().case
    assert sent(clerk, "reply_clawback", case.pk, words="不同意").status_code == 302
    assert sent(reviewer, "decide_clawback", case.pk, why="x").status_code == 422
    assert sent(second, "decide_clawback", case.pk, why="x", **{"amount-1": "300.01"}).status_code == 422
    assert sent(second, "decide_clawback", case.pk, why="部分成立", **{"amount-1": "250.00"}).status_code == 302
    page = second.get(reverse("see_case", args=[case.pk])).content.decode()
    assert "250.00" in page and "部分成立" in page and "不同意" in page
    day = Clawback.objects.get().decided_on
    paid = sent(finance, "pay_clawback", case.pk, amount="250.00", paid_on=f"{day}", bank_number="B7")
    assert paid.status_code == 302
    assert Clawback.objects.get().state == "repaid"
    listed = finance.get(reverse("see_clawbacks"), {"state": "repaid", "code": ward.hospital.code}).content.decode()
    assert case.reference in listed
    assert case.reference not in finance.get(reverse("see_clawbacks"), {"state": "heard"}).content.decode()
    assert finance.get(reverse("see_clawbacks"), {"state": "?"}).status_code == 200


def test_the_page_and_the_list_know_the_chain_and_ask_the_same_number_of_queries(ward):
    month = posted(ward)
    client = at(ward.reviewer)
    case = heard(ward, noticed(ward, month, "S1 1.00"))
    decided(ward, case, "1.00")
    client.get(reverse("see_clawbacks"))
    few = queries_of(client, reverse("see_clawbacks"))
    for _more in range(3):
        noticed(ward, month, "S1 1.00")
    assert queries_of(client, reverse("see_clawbacks")) == few
    new = successor(ward)
    page = client.get(reverse("see_case", args=[case.pk])).content.decode()
    assert page.index(ward.hospital.code) < page.index(new.code)
    narrowed = client.get(reverse("see_clawbacks"), {"code": new.code}).content.decode()
    assert case.reference in narrowed, "the code of whoever goes on finds it too"


def test_who_may_not_is_told_nothing(ward, staff):
    month = posted(ward)
    case = noticed(ward, month)
    assert at(ward.clerk).get(reverse("open_clawback", args=[month.pk])).status_code == 403
    other = at(staff("reviewer", "350300"))
    assert other.get(reverse("open_clawback", args=[month.pk])).status_code == 404
    assert case.reference not in other.get(reverse("see_clawbacks")).content.decode()
    assert at(staff("finance_officer", "350300")).get(reverse("pay_clawback", args=[case.pk])).status_code == 404


def test_the_work_list_knows_a_recovery_that_only_money_goes_on_with(ward):
    case = heard(ward, noticed(ward, posted(ward)))
    decided(ward, case)
    for name in ("home", "work_list"):
        assert at(ward.reviewer).get(reverse(name)).status_code == 200
