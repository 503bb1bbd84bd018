"""A refusal cites what speaks against the application and nothing that lets the person in; against the portal's own
finding two people decide; the notice is seen before it is final."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CaseFile
from enrolment.applications.rules.refusal_grounds import VERDICTS, provisions_for
from enrolment.applications.services import refusals
from enrolment.applications.services.refusals import Refusal
from enrolment.models import EnrolmentApplication
from enrolment.receipts.services import receipts
from tests.accounts import at
from tests.builders import NOT_PROVEN, data, identity, op, submitted, to_correct

pytestmark = pytest.mark.django_db
AGAINST = Refusal("not_eligible", "不符合本市条件", "《条例》第二条")


def step(by, case, **more) -> dict:
    return {"by": by, "on": by.on, "seen": CaseFile.objects.get(pk=case.pk).version, "op": op()} | more


@pytest.fixture
def case(staff):
    """A woman with a residence permit: every rule lets her in."""
    done = submitted(staff("counter_clerk"))
    assert done.enrolment_application.eligibility["result"] == "may_join"
    return done


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


def test_every_ground_says_which_verdicts_carry_it():
    assert set(VERDICTS) == set(EnrolmentApplication.Refusal.values)


def test_only_what_the_law_says_against_her_is_cited():
    applied = [
        {"verdict": "accepts", "status": "stated", "text": "lets her in", "source": "law"},
        {"verdict": "document_not_accepted", "status": "reported", "text": "press", "source": "press"},
        {"verdict": "document_not_accepted", "status": "stated", "text": "against", "source": "law"},
        {"verdict": "residence_not_recorded", "status": "stated", "text": "unknown", "source": "law"},
    ]
    cited = {ground: [rule["text"] for rule in provisions_for(ground, applied)] for ground in VERDICTS}
    assert cited == {
        "not_eligible": ["against"],
        "document_not_accepted": ["against"],
        "insured_elsewhere": [],
        "facts_not_proven": ["unknown"],
    }


@pytest.mark.parametrize("ground", list(EnrolmentApplication.Refusal.values))
def test_a_refusal_needs_details_and_a_provision(case, staff, ground):
    reviewer = staff("reviewer")
    with pytest.raises(Blocked) as blocked:
        refusals.refuse(case.pk, Refusal(ground, "", ""), **step(reviewer, case))
    assert codes(blocked) == ["detail_missing", "provision_missing"]


def test_the_notice_cites_what_was_relied_on_and_not_what_lets_her_in(case, staff):
    done = refusals.refuse(case.pk, NOT_PROVEN, **step(staff("reviewer"), case))
    clerk = staff("counter_clerk")
    paper = receipts.issue_refusal_notice(done, by=clerk, on=clerk.on, op=op())
    texts = [provision["text"]["zh-hans"] for provision in paper.facts["provisions"]]
    assert texts == [NOT_PROVEN.provision]
    assert not [rule for rule in paper.facts["provisions"] if rule["status"] in ("reported", "assumed", "inferred")]


def test_a_refusal_from_before_without_a_provision_gets_no_notice_and_says_why(case, staff):
    done = refusals.refuse(case.pk, NOT_PROVEN, **step(staff("reviewer"), case))
    EnrolmentApplication.objects.filter(case=done).update(refusal_provision="")
    clerk = staff("counter_clerk")
    with pytest.raises(Blocked) as blocked:
        receipts.issue_refusal_notice(done, by=clerk, on=clerk.on, op=op())
    assert codes(blocked) == ["no_provision"]


def test_against_the_finding_one_officer_proposes_and_another_decides(case, staff):
    first, second = staff("reviewer"), staff("reviewer", number=2)
    with pytest.raises(Blocked) as blocked:
        refusals.refuse(case.pk, AGAINST, **step(first, case))
    assert codes(blocked) == ["second_person_needed"]
    refusals.propose_refusal(case.pk, AGAINST, **step(first, case))
    assert CaseFile.objects.get(pk=case.pk).state == "submitted"
    with pytest.raises(Blocked) as blocked:
        refusals.refuse(case.pk, AGAINST, **step(first, case))
    assert codes(blocked) == ["second_person_needed"]
    done = refusals.refuse(case.pk, AGAINST, **step(second, case))
    row = EnrolmentApplication.objects.get(case=done)
    assert (done.state, row.refusal_proposed_by, row.refused_by) == ("refused", first.user, second.user)


def test_the_supervisor_may_be_the_second(case, staff):
    refusals.propose_refusal(case.pk, AGAINST, **step(staff("reviewer"), case))
    assert refusals.refuse(case.pk, AGAINST, **step(staff("supervisor"), case)).state == "refused"


def test_a_proposal_does_not_outlive_a_return(case, staff):
    from enrolment.applications.services import applications

    first, second = staff("reviewer"), staff("reviewer", number=2)
    refusals.propose_refusal(case.pk, AGAINST, **step(first, case))
    applications.return_for_papers(case.pk, to_correct("name"), **step(first, case))
    assert EnrolmentApplication.objects.get(case=case).refusal_proposed_by is None
    assert second.user.pk != first.user.pk


def test_the_database_wants_two(case, staff):
    reviewer = staff("reviewer")
    refusals.propose_refusal(case.pk, AGAINST, **step(reviewer, case))
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentApplication.objects.filter(case=case).update(refused_against_finding=True, refused_by=reviewer.user)


def sent(page, **changes) -> dict:
    hidden = dict(re.findall(r'name="(seen|op|previewed)"[^>]*?value="([^"]*)"', page.content.decode()))
    return {"ground": "not_eligible", "detail": "不符合本市条件", "provision": "《条例》第二条"} | hidden | changes


def test_the_page_names_the_contradiction_shows_the_notice_and_takes_two(case, staff):
    first, second = staff("reviewer"), staff("reviewer", number=2)
    for officer in (first, second):
        officer.user.language = "en"
        officer.user.save()
    address, clients = reverse("refuse", args=[case.pk]), [at(first), at(second)]
    page = clients[0].get(address)
    assert b"found that this person may join" in page.content
    shown = clients[0].post(address, sent(page))
    body = shown.content.decode()
    assert shown.status_code == 200 and "The notice as it will be printed" in body and "《条例》第二条" in body
    assert "a second person decides" in body and CaseFile.objects.get(pk=case.pk).state == "submitted"
    # Other words than those that were shown are shown again first.
    again = clients[0].post(address, sent(shown, detail="另一理由"))
    assert again.status_code == 200 and "另一理由" in again.content.decode()
    assert clients[0].post(address, sent(again, detail="另一理由")).status_code == 302
    assert CaseFile.objects.get(pk=case.pk).state == "submitted"
    page = clients[1].get(address)
    assert "另一理由" in page.content.decode() and str(first.user) in page.content.decode()
    shown = clients[1].post(address, sent(page))
    assert clients[1].post(address, sent(shown)).status_code == 302
    assert CaseFile.objects.get(pk=case.pk).state == "refused"


def test_what_the_rules_exclude_is_refused_by_one_with_the_rule_as_provision(staff):
    from enrolment.models import AcceptanceSetting

    second = staff("administrator", "350000")
    AcceptanceSetting.objects.create(
        place_id="350203",
        path="non_working",
        acceptance="residence_permit_only",
        starts_on="2026-06-01",
        source="x",
        status="stated",
        drafted_by=staff("supervisor").user,
        published_by=second.user,
        published_at="2026-06-01T00:00:00Z",
    )
    case = submitted(staff("counter_clerk"), data(identity(7, kind="taiwan_travel_permit", sex="male")))
    assert case.enrolment_application.eligibility["result"] == "not_eligible"
    only = Refusal("document_not_accepted", "仅持通行证")
    done = refusals.refuse(case.pk, only, **step(staff("reviewer"), case))
    clerk = staff("counter_clerk")
    paper = receipts.issue_refusal_notice(done, by=clerk, on=clerk.on, op=op())
    cited = paper.facts["provisions"]
    assert cited and {rule["status"] for rule in cited} == {"stated"}
