"""A scan captured once is used again in a further case of the same person, with what a second officer verified there."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from casework.drafts.services.drafts import save_draft
from casework.engine.refusals import Blocked
from casework.evidence.queries import evidence_on_file
from casework.evidence.rules.evidence_reuse import verified_since
from casework.evidence.services.evidence import open_evidence, path_of, store_evidence, withdraw_evidence
from casework.evidence.services.evidence_files import EvidenceRefused
from casework.evidence.services.reuse import reuse_evidence
from casework.evidence.views import shown_documents
from casework.models import CaseFile, Event, Evidence, Look
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from enrolment.applications.services import applications, refusals
from enrolment.applications.services.applications import FieldAnswer
from enrolment.documents.queries import scans_still_holding
from enrolment.models import IdentityDocument
from enrolment.persons.services.documents import renew_or_add_document
from tests.accounts import at
from tests.builders import JIMEI, NOT_PROVEN, data, identity, op
from tests.casework.evidence.evidence_samples import picture, upload

pytestmark = pytest.mark.django_db
ITEM = "identity_document"


def draft_of(who, clerk) -> CaseFile:
    """A new draft on which the number of somebody is typed."""
    case = applications.open_application(by=clerk, language="zh-hant")
    typed = QueryDict(mutable=True)
    typed.update({"kind": who.kind, "number": who.number, "name": who.name})
    save_draft(case, "intake", typed, by=clerk)
    return case


@pytest.fixture
def clerk(staff):
    return acting_today(staff("counter_clerk"))


def acting_today(officer: Officer) -> Officer:
    """Acting on the day of the clock: looks and events carry it."""
    return replace(officer, on=timezone.localdate())


@pytest.fixture
def earlier(staff, clerk):
    """A case with a scan whose papers were verified, and that was refused afterwards."""
    reviewer = acting_today(staff("reviewer"))
    case = applications.open_application(by=clerk, language="zh-hant")
    store_evidence(case.pk, upload("a.jpg", picture()), ITEM, by=clerk)
    what = data(identity(4), received_on=clerk.on)
    case = applications.submit_application(case.pk, what, by=clerk, on=clerk.on, seen=case.version, op=op())
    answers = [FieldAnswer(field, True) for field in applications.fields_to_check(case.enrolment_application)]
    step = {"by": reviewer, "on": reviewer.on, "op": op()}
    case = applications.verify_documents(case.pk, answers, originals_seen=True, seen=case.version, **step)
    return refusals.refuse(case.pk, NOT_PROVEN, by=reviewer, on=reviewer.on, seen=case.version, op=op())


def offered(case, officer) -> list[Evidence]:
    return [each.scan for each in evidence_on_file(case, officer, {ITEM: "scan"})]


def test_a_verified_scan_is_offered_to_the_next_case_and_taken_over(earlier, clerk, staff):
    case = draft_of(identity(4), clerk)
    [found] = offered(case, clerk)
    taken = reuse_evidence(case.pk, found.pk, by=clerk)
    assert taken.case_id == case.pk and taken.taken_from_id == found.pk
    assert (taken.verified_by, taken.verified_on) == (staff("reviewer").user, clerk.on)
    assert open_evidence(taken, clerk) == open_evidence(found, clerk) and path_of(taken) != path_of(found)
    fact = Event.objects.filter(verb="add_evidence").latest("id").facts
    assert fact["taken_from"] == str(found.pk)
    assert Look.objects.filter(page="see_evidence", shown__contains=[found.pk]).exists()
    assert clerk.on.isoformat() in shown_documents(case)[0]["label"]
    # It is here now, and what was taken over may be withdrawn like any other.
    assert offered(case, clerk) == []
    with pytest.raises(EvidenceRefused) as refused:
        reuse_evidence(case.pk, found.pk, by=clerk)
    assert refused.value.code == "not_on_file"
    withdraw_evidence(taken.pk, by=clerk)
    assert [row.pk for row in offered(case, clerk)] == [found.pk]


NOT_OFFERED = {
    "nobody is known": (lambda _e: None, lambda by: applications.open_application(by=by, language="zh-hant")),
    "another person": (lambda _e: None, lambda by: draft_of(identity(6), by)),
    "withdrawn": (lambda e: e.evidence.update(withdrawn_at=timezone.now()), None),
    "document renewed": (
        lambda e: IdentityDocument.objects.update(superseded_at=timezone.now() + timedelta(seconds=1)),
        None,
    ),
    "document run out": (lambda e: IdentityDocument.objects.update(expires_on=date(2020, 1, 1)), None),
}


@pytest.mark.parametrize("why", NOT_OFFERED)
def test_what_does_not_hold_is_not_offered(why, earlier, clerk):
    change, draft = NOT_OFFERED[why]
    case = (draft or (lambda by: draft_of(identity(4), by)))(clerk)
    change(earlier)
    assert offered(case, clerk) == []
    with pytest.raises(EvidenceRefused):
        reuse_evidence(case.pk, earlier.evidence.get().pk, by=clerk)
    assert not case.evidence.exists()


def test_a_scan_nobody_verified_is_not_offered(clerk):
    case = applications.open_application(by=clerk, language="zh-hant")
    store_evidence(case.pk, upload("a.jpg", picture()), ITEM, by=clerk)
    what = data(identity(4), received_on=clerk.on)
    case = applications.submit_application(case.pk, what, by=clerk, on=clerk.on, seen=case.version, op=op())
    assert offered(draft_of(identity(4), clerk), clerk) == []


def test_another_office_neither_sees_nor_takes_it(earlier, staff):
    other = acting_today(staff("counter_clerk", JIMEI))
    case = draft_of(identity(4), other)
    assert offered(case, other) == []
    with pytest.raises(EvidenceRefused):
        reuse_evidence(case.pk, earlier.evidence.get().pk, by=other)


def test_the_period_ends_by_its_rule(earlier, clerk):
    rule = rule_by_id("casework.evidence_reuse")
    assert verified_since(rule, date(2026, 2, 28)) == date(2025, 2, 28)
    later = replace(clerk, on=clerk.on + timedelta(days=367))
    assert offered(draft_of(identity(4), clerk), later) == []


def test_verification_and_origin_go_together(earlier):
    row = earlier.evidence.get()
    row.verified_on = date(2026, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_page_offers_it_and_one_press_takes_it(earlier, clerk):
    case = draft_of(identity(4), clerk)
    client, row = at(clerk), earlier.evidence.get()
    address = reverse("reuse_evidence", args=[case.pk, row.pk])
    page = client.get(reverse("intake", args=[case.pk])).content.decode()
    assert address in page and earlier.reference in page
    answer = client.post(address, {}, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and address not in answer.content.decode()
    assert earlier.reference in answer.content.decode()
    assert client.post(address, {}, headers={"HX-Request": "true"}).status_code == 422
    assert client.get(address).status_code == 302
    assert case.evidence.count() == 1


def test_a_scan_taken_over_does_not_go_along_to_another_number(earlier, clerk):
    case = draft_of(identity(4), clerk)
    taken = reuse_evidence(case.pk, offered(case, clerk)[0].pk, by=clerk)

    def hand_in():
        what = data(identity(6), received_on=clerk.on)
        return applications.submit_application(case.pk, what, by=clerk, on=clerk.on, seen=case.version, op=op())

    with pytest.raises(Blocked, match="scan_of_another"):
        hand_in()
    withdraw_evidence(taken.pk, by=clerk)
    assert hand_in().state == "submitted"


def test_another_document_does_not_hold_for_one_that_ran_out(earlier, clerk):
    person = IdentityDocument.objects.get().person
    renew_or_add_document(person, identity(4, kind="taiwan_travel_permit", expires_on=date(2031, 1, 1)), by=clerk)
    scan = SimpleNamespace(scan=SimpleNamespace(item=ITEM), verified_at=timezone.now())
    assert scans_still_holding(person.pk, [scan], clerk.on) == [scan]
    IdentityDocument.objects.filter(kind="taiwan_residence_permit").update(expires_on=date(2020, 1, 1))
    assert scans_still_holding(person.pk, [scan], clerk.on) == []
