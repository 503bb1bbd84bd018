"""Whose claim was sampled is asked afterwards: by message or telephone, once at a time, answers recorded by whom and when."""

from copy import copy
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Event, LedgerTransfer, Mailing
from claims.models import AskedAfterwards
from claims.samples.services import asking
from tests.accounts import at
from tests.claims.samples.test_samples import LATER, World
from tests.filled_forms import filled
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
YES = {"care_given": "yes", "paid": "yes", "received": "yes"}


def codes(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return [reason.code for reason in refused.value.reasons]


@pytest.fixture(scope="module")
def world(made_once):
    made = World()
    made.row = made.reading()
    return made


def ask(world, way="telephone", by=None):
    return asking.ask_afterwards(world.row.pk, way, by=by or world.other, on=LATER)


def answer(world, said=YES, on=LATER, by=None):
    return asking.record_afterwards(world.row.pk, said, on, "", by=by or world.other, on=LATER)


def test_she_is_asked_and_what_she_answers_is_kept(world):
    booked = LedgerTransfer.objects.count()
    assert codes(answer, world) == ["not_asked"]
    asked = ask(world)
    assert (asked.way, asked.asked_by, asked.mailing) == ("telephone", world.other.user, None)
    assert codes(ask, world) == ["waits"]
    assert codes(answer, world, on=LATER - timedelta(days=1)) == ["before_it_was_asked"]
    assert codes(answer, world, on=LATER + timedelta(days=1)) == ["in_the_future"]
    assert codes(answer, world, said=YES | {"paid": "maybe"}) == ["answer_all"]
    kept = answer(world, said=YES | {"received": "no"})
    assert kept.denies and (kept.answered_on, kept.recorded_by) == (LATER, world.other.user)
    for verb in ("ask_afterwards", "record_afterwards"):
        assert Event.objects.filter(verb=verb, actor=world.other.user, case=world.row.case).exists()
    # Asked again it is another row; what was answered stands, and no money moves.
    ask(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        AskedAfterwards.objects.filter(pk=kept.pk).update(received="yes")
    with pytest.raises(DatabaseError), transaction.atomic():
        AskedAfterwards.objects.filter(answered_on=None).update(answered_on=date(2026, 7, 1))
    assert AskedAfterwards.objects.count() == 2 and LedgerTransfer.objects.count() == booked


def test_nobody_takes_down_what_she_answers_herself(world):
    ask(world)
    hers = replace(world.other, user=copy(world.other.user))
    hers.user.own_subject = world.row.claim.person_id
    assert codes(answer, world, by=hers) == ["own_part"]


def test_a_message_is_a_letter_that_tells_no_diagnosis_and_no_amount(world):
    asked = ask(world, "message")
    letter = Mailing.objects.get(pk=asked.mailing_id)
    text = letter.content.open_for_work()
    assert letter.addressee_key == str(world.row.claim.person_id)
    assert world.row.claim.case.reference in text and "I10" not in text and "3000" not in text


def test_nobody_asks_about_her_own_decision(world):
    for officer in (world.reviewer, world.second):
        assert codes(ask, world, by=replace(officer, on=LATER)) == ["own_part"]
    with pytest.raises(PermissionDenied):
        ask(world, by=replace(world.clerk, on=LATER))


def test_from_the_reading_to_the_list(world):
    client, case = at(world.other), world.row.case
    address = reverse("ask_afterwards", args=[case.pk])
    assert client.post(address, filled(client.get(address)) | {"way": "telephone"}).status_code == 302
    address = reverse("record_afterwards", args=[case.pk])
    form = filled(client.get(address))
    wrong = client.post(address, form | {"words": "只去过一次"})
    assert wrong.status_code == 422 and "只去过一次" in wrong.content.decode()
    assert client.post(address, form | YES | {"care_given": "no", "words": "只去过一次"}).status_code == 302
    page = client.get(reverse("see_case", args=[case.pk])).content.decode()
    assert "只去过一次" in page and "■" in page and reverse("ask_afterwards", args=[case.pk]) in page
    listed = reverse("see_sample", args=[world.row.sample_id])
    assert "■" in client.get(listed).content.decode()
    few = queries_of(client, listed)
    ask(world)
    assert queries_of(client, listed) == few
    assert CaseFile.objects.get(pk=case.pk).state == case.state
