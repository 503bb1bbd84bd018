"""Transfers between offices: asked for with a reason, answered by a date, and whoever asked reads the answer."""

import pytest
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import Answer, Deadline
from enrolment.activation import services as activations
from enrolment.identities import services as identities
from enrolment.models import Person, TransferRequest
from enrolment.platform.rules.confirmations import recorded_answer
from enrolment.transfers import services as transfers
from enrolment.transfers.rules.transfer_answer import RULE_ID
from tests.accounts import at
from tests.builders import JIMEI, enrolled, op

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(staff):
    return Person.objects.get(pk=enrolled(staff("counter_clerk"), staff("reviewer")).subject)


@pytest.fixture
def asking(staff):
    return staff("counter_clerk", JIMEI)


@pytest.fixture
def holding(staff):
    return staff("reviewer", number=2)


def step(officer, case) -> dict:
    return {"by": officer, "on": officer.on, "seen": case.version, "op": op()}


def asked(asking, person, why: str = "works_here"):
    return transfers.open_transfer(person, by=asking, on=asking.on, why=why)


def test_the_page_asks_why_before_it_asks_the_office(asking, person):
    client, sent = at(asking), {"pass": identities.pass_for(person, asking)}
    address = reverse("open_transfer")
    first = client.post(address, sent)
    assert first.status_code == 200 and not TransferRequest.objects.exists()
    assert str(person.home_office) in first.content.decode() and person.name not in first.content.decode()
    empty = client.post(address, sent | {"asked": "1"})
    assert empty.status_code == 422 and empty.context["form"].errors.keys() == {"why"}
    assert client.post(address, sent | {"why": "bored"}).status_code == 422
    done = client.post(address, sent | {"why": "studies_here"})
    row = TransferRequest.objects.get()
    assert (done.status_code, row.why) == (302, "studies_here")
    body = client.get(done["Location"]).content.decode()
    assert row.get_why_display() and Deadline.objects.get(case=row.case).legal_on.isoformat() in body


def test_the_answer_is_due_after_ten_working_days(asking, person):
    case = asked(asking, person)
    clock = Deadline.objects.get(case=case)
    assert (clock.rule, clock.legal_on.isoformat(), case.due_on) == (RULE_ID, "2026-06-25", clock.legal_on)
    transfers.withdraw_transfer(case.pk, **step(asking, case))
    clock.refresh_from_db()
    assert (clock.stopped_on, clock.stop_reason) == (asking.on, "withdraw_transfer")
    assert not Answer.objects.exists(), "nobody has answered"


def test_only_true_reasons_are_offered_and_taken(asking, holding, person, staff):
    case = asked(asking, person)
    page = at(holding).get(reverse("decline_transfer", args=[case.pk]))
    offered = [code for code, _words in page.context["form"].fields["reason"].choices]
    assert offered == ["not_same_person", "arrears"]
    with pytest.raises(Blocked) as blocked:
        transfers.decline_transfer(case.pk, "open_case", **step(holding, case))
    assert [reason.code for reason in blocked.value.reasons] == ["reason_not_true"]
    activations.open_activation(person, by=staff("counter_clerk"), on=asking.on)
    assert transfers.true_reasons(case) == ["open_case", "not_same_person", "arrears"]
    assert transfers.decline_transfer(case.pk, "open_case", **step(holding, case)).state == "declined"


@pytest.mark.parametrize("accepted", [True, False])
def test_the_office_that_asked_reads_the_answer_until_somebody_there_has_opened_it(
    asking, holding, person, today, staff, accepted
):
    case = asked(asking, person)
    if accepted:
        transfers.accept_transfer(case.pk, recorded_answer("TR-1", today, today=today), **step(holding, case))
    else:
        transfers.decline_transfer(case.pk, "arrears", **step(holding, case))
    colleague, page = at(staff("counter_clerk", JIMEI, 2)), reverse("see_case", args=[case.pk])
    for home in (at(asking).get("/"), colleague.get("/")):
        (row,) = home.context["answers"]
        assert row["url"] == page and case.reference in home.content.decode()
        assert row["told"].reason == ("" if accepted else TransferRequest.Decline.ARREARS.label)
    # Who only reads, or works elsewhere, has not seen it for them.
    at(staff("auditor", JIMEI)).get(page)
    at(staff("supervisor", "350200")).get(page)
    assert Answer.objects.filter(seen_at=None).count() == 1
    assert colleague.get(page).status_code == 200
    assert Answer.objects.get().seen_by == staff("counter_clerk", JIMEI, 2).user
    assert at(asking).get("/").context["answers"] == []
    assert at(holding).get("/").context["answers"] == []


def test_the_page_of_a_declined_request_says_why_and_what_to_do(asking, holding, person):
    case = asked(asking, person)
    transfers.decline_transfer(case.pk, "not_same_person", **step(holding, case))
    body = at(asking).get(reverse("see_case", args=[case.pk])).content.decode()
    assert str(TransferRequest.objects.get().get_decline_display()) in body
    assert asking.on.isoformat() in body
