"""Correct, complete, delete, restrict, explain, copy: taken down by one officer, decided by another, done by the act there is."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from casework.clocks.queries import due_from
from casework.engine.refusals import AlreadyMoved, Blocked
from casework.models import Answer, Deadline, Duty, Event
from enrolment.consent.queries.standing import consents_to
from enrolment.data_requests.rules import data_request_answer
from enrolment.data_requests.services import deciding
from enrolment.models import ConsentStatement, DataRequest, Person, PersonFacts, PossibleDuplicate
from enrolment.persons.services.deaths import record_death
from enrolment.persons.services.documents import renew_or_add_document
from enrolment.persons.services.facts import verify_facts
from tests.builders import JIMEI, SIMING, data, identity, op, submitted
from tests.consents import said

pytestmark = pytest.mark.django_db


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


def refused(counter, person, *args, **more) -> list[tuple[str, str]]:
    with pytest.raises(Blocked) as blocked:
        counter.asked(person, *args, **more)
    assert not DataRequest.objects.filter(person=person, state="asked").exclude(right="copy").exists()
    return [(reason.code, reason.field) for reason in blocked.value.reasons]


# Corrections


@pytest.mark.parametrize(
    ("field", "claimed", "holds"),
    [
        ("name", "陳曉明", "陳曉明"),
        ("latin_name", "CHEN XIAOMING", "CHEN XIAOMING"),
        ("language", "en", "en"),
        ("telephone", "0592 7654321", "0592 7654321"),
        ("address", "思明區中山路 1 號", "思明區中山路 1 號"),
    ],
)
def test_a_correction_becomes_a_verified_row_of_facts_with_its_source(counter, person, field, claimed, holds):
    before = person.facts.count()
    request = counter.granted(person, "correct", field, claimed=claimed)
    person.refresh_from_db()
    value = getattr(person, field)
    assert (value.open_for_work() if field in ("telephone", "address") else value) == holds
    row = person.facts.get(superseded_at=None)
    assert person.facts.count() == before + 1 and row.case == request.case
    assert (row.recorded_by, row.verified_by) == (counter.clerk.user, counter.reviewer.user)
    assert Event.objects.filter(verb="verify_person", case=request.case, facts__fields=[field]).exists()


def test_nothing_is_changed_before_the_decision(counter, person):
    name = person.name
    counter.asked(person, "correct", "name", claimed="陳曉明")
    person.refresh_from_db()
    assert person.name == name


def test_a_corrected_name_is_looked_for_among_the_others(counter, person):
    other = submitted(counter.clerk, data(identity(6, name="陳曉明", latin_name="")))
    counter.granted(person, "correct", "name", claimed="陳曉明")
    assert PossibleDuplicate.objects.filter(first__in=[person.pk, other.subject]).exists()


@pytest.mark.parametrize(
    ("right", "field", "claimed", "why"),
    [
        ("correct", "name", "", ("no_value", "claimed")),
        ("correct", "telephone", "0592 1234567", ("same_value", "claimed")),
        ("complete", "telephone", "0592 7654321", ("not_empty", "claimed")),
        ("correct", "birth_on", "1991-01-01", ("contradicted", "claimed")),
        ("correct", "sex", "male", ("contradicted", "claimed")),
        ("correct", "birth_on", "2026-07-01", ("born_later", "claimed")),
        ("delete", "address", "", ("nothing_there", "")),
        ("explain", "", "", ("no_words", "words")),
        ("correct", "other", "", ("no_words", "words")),
        ("correct", "agency_number", "x", ("no_such_request", "")),
        ("delete", "name", "", ("no_such_request", "")),
        ("restrict", "enrolment", "", ("no_such_request", "")),
        ("restrict", "purpose", "", ("no_such_request", "")),
        ("copy", "name", "", ("no_such_request", "")),
        ("fly", "", "", ("no_such_request", "")),
    ],
)
def test_what_cannot_be_asked_is_told_beside_its_field(counter, person, right, field, claimed, why):
    assert refused(counter, person, right, field, claimed=claimed) == [why]


def test_a_document_that_came_since_stands_against_a_date_of_birth(counter, person):
    """The number on file says nothing of a passport's holder; a permit that came between asking and deciding does."""
    person.documents.update(superseded_at="2026-06-10T00:00:00Z")
    case = counter.asked(person, "correct", "birth_on", claimed="1991-01-01")
    person.documents.update(superseded_at=None)
    with pytest.raises(Blocked) as blocked:
        counter.grant(case)
    assert codes(blocked) == ["contradicted"]
    person.refresh_from_db()
    assert person.birth_on == date(1990, 1, 1)


# Deleting, completing, restricting, explaining


def test_a_deleted_telephone_is_gone_from_the_file_and_stays_in_what_was_known(counter, person):
    counter.granted(person, "delete", "telephone")
    person.refresh_from_db()
    assert person.telephone.open_for_work() == ""
    assert [row.telephone.open_for_work() for row in person.facts.order_by("number")][-2:] == ["0592 1234567", ""]
    counter.granted(person, "complete", "telephone", claimed="0592 7654321")
    person.refresh_from_db()
    assert person.telephone.open_for_work() == "0592 7654321"


def test_only_what_she_says_of_herself_can_be_emptied(counter, person, case):
    how = {
        "document": None,
        "by": counter.reviewer,
        "case": case,
        "on": counter.reviewer.on,
        "taken_by": counter.clerk.user,
    }
    with pytest.raises(ValueError):
        verify_facts(person, {}, emptied=("name",), **how)
    assert PersonFacts.objects.filter(person=person, superseded_at=None, name=person.name).exists()


def test_restricting_takes_back_the_consent_that_stands(counter, person, today):
    said(person, counter.clerk)
    request = counter.granted(person, "restrict", "messages")
    row = ConsentStatement.objects.get(says="withdrawn")
    assert (row.case, row.purpose, row.recorded_by) == (request.case, "messages", counter.reviewer.user)
    assert not consents_to(person.pk, "messages", today)


def test_restricting_what_was_never_consented_to_is_on_record(counter, person):
    counter.granted(person, "restrict", "face")
    assert list(ConsentStatement.objects.values_list("purpose", "says")) == [("face", "declined")]


def test_restricting_takes_back_each_receiver(counter, person, today):
    for receiver in ("厦门大学", "厦门某某公司"):
        said(person, counter.clerk, "third_party", receiver=receiver)
    counter.granted(person, "restrict", "third_party")
    assert not any(consents_to(person.pk, "third_party", today, one) for one in ("厦门大学", "厦门某某公司"))


@pytest.mark.parametrize("right", ["delete", "restrict"])
def test_what_law_keeps_or_asks_for_can_only_be_refused(counter, person, right):
    case = counter.asked(person, right, "other", words="全部")
    with pytest.raises(Blocked) as blocked:
        counter.grant(case)
    assert codes(blocked) == ["only_refused"]
    ground = {"delete": "law_keeps", "restrict": "law_asks"}[right]
    assert counter.refuse(case, ground).state == "refused"


def test_an_explanation_is_given_in_words(counter, person):
    case = counter.asked(person, "explain", words="谁看过")
    with pytest.raises(Blocked) as blocked:
        counter.grant(case)
    assert codes(blocked) == ["no_answer"]
    assert counter.grant(case, answer="按第三条处理").answer.open_for_work() == "按第三条处理"


# What other acts change


def test_another_record_is_put_right_by_a_case_of_the_same_person(counter, person, case):
    asked = counter.asked(person, "correct", "other", words="参保日期")
    strange = submitted(counter.clerk, data(identity(8)))
    for reference in ("", "XX-1", asked.reference, strange.reference):
        with pytest.raises(Blocked) as blocked:
            counter.grant(asked, reference=reference)
        assert codes(blocked) == ["no_case"], reference
    assert counter.grant(asked, reference=case.reference).done_by == case


def test_a_document_is_put_right_on_the_file_first(counter, person):
    asked = counter.asked(person, "correct", "document", words="号码少一位")
    with pytest.raises(Blocked) as blocked:
        counter.grant(asked)
    assert codes(blocked) == ["no_document"]
    permit = identity(4, kind="taiwan_travel_permit", number="12345678", expires_on=date(2030, 1, 1))
    renew_or_add_document(person, permit, by=counter.clerk)
    assert counter.grant(asked).state == "granted"


# Who asks, who decides


def test_of_the_dead_a_near_relative_asks_and_nobody_else(counter, person, case, today):
    relative = {"speaker": "relative", "relative_name": "陳大明", "relative_relation": "子"}
    assert refused(counter, person, "copy", **relative) == [("alive", "speaker")]
    record_death(person, today, by=counter.reviewer, case=case)
    person.refresh_from_db()
    assert refused(counter, person, "copy") == [("has_died", "speaker")]
    assert refused(counter, person, "restrict", "messages", **relative) == [("not_after_death", "speaker")]
    assert refused(counter, person, "copy", speaker="relative") == [("no_relative", "relative_name")]
    request = counter.granted(person, "copy", **relative)
    assert (request.asked_by, request.relative_name.open_for_work()) == ("relative", "陳大明")


def test_who_took_it_down_does_not_decide(staff, counter, person):
    case = counter.asked(person, "copy")
    with pytest.raises(PermissionDenied):
        deciding.grant_data_request(case.pk, by=counter.clerk, on=counter.clerk.on, seen=case.version, op=op())
    # The same human, appointed as a reviewer since.
    case.opened_by = counter.reviewer.user
    case.save(update_fields=["opened_by"])
    with pytest.raises(Blocked) as blocked:
        counter.grant(case)
    assert codes(blocked) == ["own_request"] and not Duty.objects.filter(case=case, duty="checker").exists()


def test_another_office_neither_asks_nor_decides(counter, person, staff):
    case = counter.asked(person, "copy")
    reviewer = staff("reviewer", JIMEI)
    with pytest.raises(type(case).DoesNotExist):
        deciding.grant_data_request(case.pk, by=reviewer, on=reviewer.on, seen=case.version, op=op())
    counter.clerk = staff("counter_clerk", JIMEI)
    with pytest.raises(Person.DoesNotExist):
        counter.asked(person, "explain", words="x")


@pytest.mark.parametrize(
    ("right", "field", "claimed", "missing"),
    [
        ("correct", "name", "陳曉明", ["identity_document", "proof_of_value"]),
        ("correct", "telephone", "0592 7654321", ["identity_document"]),
        ("copy", "", "", ["identity_document"]),
    ],
)
def test_papers_come_before_the_decision(counter, person, right, field, claimed, missing):
    case = counter.asked(person, right, field, claimed=claimed, papers=())
    with pytest.raises(Blocked) as blocked:
        counter.grant(case)
    assert codes(blocked) == ["papers_missing"]
    assert counter.refuse(case, "nobody_who_may_ask").state == "refused"
    again = counter.asked(person, right, field, claimed=claimed, papers=tuple(missing))
    assert counter.grant(again).state == "granted"


def test_one_of_a_kind_is_open_at_a_time(counter, person):
    counter.asked(person, "copy")
    with pytest.raises(Blocked) as blocked:
        counter.asked(person, "copy")
    assert codes(blocked) == ["asked_already"]
    counter.asked(person, "explain", words="x")


def test_a_ground_of_another_right_and_a_refusal_without_words_are_none(counter, person):
    case = counter.asked(person, "copy")
    for ground, answer, code in (("law_keeps", "x", "no_such_ground"), ("secret", "", "no_reason")):
        with pytest.raises(Blocked) as blocked:
            counter.refuse(case, ground, answer)
        assert codes(blocked) == [code]
    case.refresh_from_db()
    assert case.is_open


# The clock and the colleague


def test_the_clock_runs_from_the_day_it_was_asked_and_stops_with_the_decision(counter, person):
    case = counter.asked(person, "copy", received_on=date(2026, 6, 8))
    due = due_from(data_request_answer.RULE_ID, date(2026, 6, 8), place=SIMING)
    case.refresh_from_db()
    # Fifteen working days; the Dragon Boat Festival of 2026 falls on 19 June.
    assert due.legal_on == case.due_on == date(2026, 6, 30)
    counter.refuse(case, "secret")
    clock = Deadline.objects.get(case=case, rule=data_request_answer.RULE_ID)
    assert clock.stopped_on == counter.reviewer.on
    answer = Answer.objects.get(case=case)
    assert (answer.verb, answer.reason, answer.officer) == ("refuse_data_request", "secret", counter.clerk.user)


def test_a_withdrawn_request_stops_the_clock_and_changes_nothing(counter, person):
    case = counter.asked(person, "correct", "name", claimed="陳曉明")
    how = {"by": counter.clerk, "on": counter.clerk.on, "seen": case.version, "op": op()}
    deciding.withdraw_data_request(case.pk, **how)
    assert Deadline.objects.get(case=case).stopped_on and person.facts.filter(case=case).count() == 0
    with pytest.raises(AlreadyMoved):
        counter.grant(case)


def test_no_value_stands_in_the_history(counter, person):
    case = counter.granted(person, "correct", "telephone", claimed="0592 7654321").case
    told = str(list(Event.objects.filter(case=case).values_list("facts", flat=True)))
    assert "7654321" not in told and "telephone" in told


def test_the_database_keeps_what_was_asked(counter, person):
    case = counter.asked(person, "correct", "name", claimed="陳曉明")
    row = DataRequest.objects.filter(case=case)
    for changed in ({"right": "delete"}, {"about": "sex"}, {"asked_by": "relative"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.update(**changed)
    for state, more in (("refused", {"decided_on": counter.clerk.on}), ("granted", {})):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(case).objects.filter(pk=case.pk).update(state=state)
            row.update(**more)
    assert row.get().decided_on is None and timedelta(0) <= counter.clerk.on - case.received_on


def test_what_came_meanwhile_is_not_overwritten_by_an_older_request(counter, person):
    counter.granted(person, "delete", "telephone")
    older = counter.asked(person, "complete", "telephone", claimed="0592 1111111")
    counter.granted(person, "correct", "telephone", claimed="0592 2222222")
    with pytest.raises(Blocked) as blocked:
        counter.grant(older)
    assert codes(blocked) == ["not_empty"]
    person.refresh_from_db()
    assert person.telephone.open_for_work() == "0592 2222222"
