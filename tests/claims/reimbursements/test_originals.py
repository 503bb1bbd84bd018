"""Originals of paper receipts: where each is, nothing paid while nobody knows, given back only signed for."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Event, IssuedPaper
from claims.models import OriginalCopy, OriginalMove, Reimbursement
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.services import receipts
from claims.reimbursements.services.originals import MoveData, record_originals
from claims.reimbursements.services.papers import KINDS, issue_claim_paper, papers_offered
from claims.reimbursements.services.reviewing import Ruled
from tests.accounts import at
from tests.builders import JIMEI
from tests.claims.reimbursements.builders import line, receipt
from tests.filled_forms import filled
from tests.institutions.builders import rendered

pytestmark = pytest.mark.django_db
PAPER = {"kind": "paper", "code": "", "check_code": "", "looked_up": False}
TODAY = date(2026, 6, 10)


def on_paper(number="A0000001"):
    return receipt(number, **PAPER)


def blocked_by(act) -> list[str]:
    with pytest.raises(Blocked) as refused:
        act()
    return [reason.code for reason in refused.value.reasons]


def move(case, place="counter", day=TODAY, *, by, receipts=(1,), **more):
    told = MoveData(receipts=receipts, place=place, moved_on=day, **more)
    return record_originals(case.pk, told, by=by, on=by.on)


def codes(case) -> list[str]:
    return [one.code for one in judged(CaseFile.objects.get(pk=case.pk), TODAY).found]


def test_nothing_is_paid_on_paper_while_nobody_knows_where_the_original_is(desk):
    case = desk.received(desk.insured(), on_paper())
    assert "original_unaccounted" in codes(case)
    assert blocked_by(lambda: desk.review(case)) == ["left_open"]
    move(case, by=desk.reviewer)
    assert "original_unaccounted" not in codes(case)
    case = desk.review(case)
    # Asked anew at the approval.
    move(case, "missing", by=desk.clerk)
    assert blocked_by(lambda: desk.approve(case)) == ["findings_stand"]
    move(case, "insurer", by=desk.clerk)
    assert desk.approve(case).state == "approved"


def test_a_reviewer_may_decide_on_it_and_an_e_receipt_has_none(desk):
    person = desk.insured()
    case = desk.received(person, on_paper())
    (finding,) = [
        one for one in judged(CaseFile.objects.get(pk=case.pk), TODAY).found if one.code == "original_unaccounted"
    ]
    assert finding.status == "assumed" and finding.source.startswith("House rule")
    case = desk.review(case, Ruled(key=finding.key, ruling="pay", reason="公证处来函说明"))
    assert desk.approve(case).state == "approved"
    other = desk.received(person, receipt("0026896577"), starts_on=desk.stay(2), ends_on=desk.stay(4))
    assert "original_unaccounted" not in codes(other)
    assert blocked_by(lambda: move(other, by=desk.clerk)) == ["nothing_chosen"]
    with pytest.raises(DatabaseError), transaction.atomic():
        OriginalMove.objects.create(
            receipt=Reimbursement.objects.get(pk=other.pk).receipts.get(),
            place="counter",
            moved_on=TODAY,
            moved_by=desk.clerk.user,
        )


@pytest.mark.parametrize(
    ("place", "day", "more", "said"),
    [
        ("returned", TODAY, {}, "not_signed"),
        ("notary", TODAY + timedelta(days=1), {}, "no_such_day"),
        ("notary", date(2026, 6, 8), {}, "no_such_day"),
        ("counter", TODAY, {}, "already_there"),
        ("notary", TODAY, {"receipts": (2,)}, "nothing_chosen"),
    ],
)
def test_what_cannot_be_is_refused(desk, place, day, more, said):
    case = desk.entered(desk.insured(), on_paper())
    move(case, "counter", date(2026, 6, 9), by=desk.clerk)
    assert blocked_by(lambda: move(case, place, day, by=desk.clerk, **more)) == [said]
    assert OriginalMove.objects.count() == 1


def test_each_move_stays_on_record_and_its_receipt_with_it(desk):
    case = desk.entered(desk.insured(), on_paper(), on_paper("A0000002"))
    assert len(move(case, by=desk.clerk, receipts=(1, 2))) == 2
    assert [row.receipt.position for row in move(case, "returned", by=desk.clerk, receipts=(1,), signed=True)] == [1]
    # Only what is elsewhere moves.
    assert [row.receipt.position for row in move(case, "returned", by=desk.clerk, receipts=(1, 2), signed=True)] == [2]
    claim = claim_of(CaseFile.objects.get(pk=case.pk))
    assert {one.place for one in sheet_of(claim).originals.values()} == {"returned"}
    told = Event.objects.filter(verb="record_originals").order_by("pk").values_list("facts", flat=True)
    assert [one["receipts"] for one in told] == [[1, 2], [1], [2]]
    for change in (lambda: OriginalMove.objects.update(place="post"), lambda: OriginalMove.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert blocked_by(lambda: receipts.remove_receipt(case.pk, 1, by=desk.clerk)) == ["original_on_record"]


def test_page_and_paper_say_where_they_are(desk, staff):
    case = desk.entered(desk.insured(), on_paper())
    client, page = at(desk.clerk), reverse("record_originals", args=[case.pk])
    assert page in client.get(reverse("see_case", args=[case.pk])).content.decode()
    assert "claim_originals" not in [kind.kind for kind in papers_offered(CaseFile.objects.get(pk=case.pk))]
    form = filled(client.get(page))
    assert form["receipts"] == "1"
    answer = client.post(page, form | {"place": "returned"})
    assert answer.status_code == 422 and filled(answer)["place"] == "returned"
    assert client.post(page, form | {"place": "center"}).status_code == 302
    case = CaseFile.objects.get(pk=case.pk)
    paper = issue_claim_paper(case, KINDS["claim_originals"], by=desk.clerk, on=TODAY)
    assert [(one["number"], one["place"]["en"]) for one in paper.facts["originals"]] == [
        ("A0000001", "At the service center")
    ]
    assert at(staff("counter_clerk", JIMEI)).get(page).status_code == 404
    assert at(staff("finance_officer")).get(page).status_code == 403


def test_a_certified_copy_of_what_is_in_custody(desk):
    case = desk.received(desk.insured(), on_paper(), receipt("0026896581"))
    assert "certified_copy" not in {one.kind for one in papers_offered(case)}
    move(case, by=desk.reviewer)
    issue = {"by": desk.clerk, "on": TODAY}
    paper = issue_claim_paper(case, KINDS["certified_copy"], **issue)
    # Of the e-receipt there is no original; what is kept is told line by line.
    assert [one["number"] for one in paper.facts["copies"]] == ["A0000001"] and paper.facts["copies"][0]["lines"]
    for language in ("zh-hans", "zh-hant", "en"):
        assert "A0000001" in rendered(paper, "zh-hans", language) and "%(" not in rendered(paper, "zh-hans", language)
    assert OriginalCopy.objects.get().paper == paper
    page = at(desk.reviewer).get(reverse("see_case", args=[case.pk])).content.decode()
    assert paper.reference in page
    # No split certificate before anything was paid; and nothing of what is not kept.
    assert blocked_by(lambda: issue_claim_paper(case, KINDS["split_certificate"], **issue)) == ["paper_not_now"]
    move(case, "returned", by=desk.clerk, signed=True)
    again = CaseFile.objects.get(pk=case.pk)
    assert blocked_by(lambda: issue_claim_paper(again, KINDS["certified_copy"], **issue)) == ["paper_not_now"]


def test_one_split_certificate_of_a_receipt(desk):
    case = desk.received(desk.insured(), on_paper(), receipt("0026896582", line(amount="500.00")))
    move(case, by=desk.reviewer)
    case = desk.approve(desk.review(case))
    issue = {"by": desk.clerk, "on": TODAY}
    paper = issue_claim_paper(case, KINDS["split_certificate"], **issue)
    # It was settled with an e-receipt, which is told: the amounts are of both.
    assert (paper.facts["settled_together"], paper.facts["settled_total"]) == (2, "3500.00")
    assert paper.facts["others"] == [{"number": "0026896582", "total": "500.00"}]
    assert Decimal(paper.facts["paid"]) + Decimal(paper.facts["person"]) == Decimal(paper.facts["settled_total"])
    assert sum(Decimal(one["amount"]) for one in paper.facts["borne"]) == Decimal(paper.facts["paid"])
    assert (
        "3,500.00" in rendered(paper)
        and "0026896582" in rendered(paper)
        and "%(" not in rendered(paper, "zh-hans", "en")
    )
    # Pressed again, it is the same paper; another one is refused.
    assert issue_claim_paper(case, KINDS["split_certificate"], **issue) == paper
    other = {"by": desk.reviewer, "on": TODAY}
    assert blocked_by(lambda: issue_claim_paper(case, KINDS["split_certificate"], **other)) == ["split_before"]
    assert IssuedPaper.objects.filter(case=case, kind="split_certificate").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        OriginalCopy.objects.update(kind="certified_copy")
