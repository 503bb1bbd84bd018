"""Whether and how somebody is written to: by what she chose, by what consent says, and never when she has died."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from casework.engine.refusals import Blocked
from enrolment.consent.services.statements import withdraw_consent
from enrolment.models import ConsentStatement, ContactChoice, Person
from enrolment.persons.queries import written_to
from enrolment.persons.queries.addressee import postal_addresses, reads_herself
from enrolment.persons.queries.written_to import basis_of, may_be_written_to
from enrolment.persons.services.contact_choices import choose_channel
from tests.accounts import at
from tests.builders import data, identity, submitted
from tests.consents import said
from tests.filled_forms import filled

ON = date(2026, 6, 10)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def person(clerk):
    case = submitted(clerk, data(identity(telephone="0592-2020202", address="厦门市思明区湖滨南路1号")))
    found = Person.objects.get(pk=case.enrolment_application.person_id)
    said(found, clerk)
    return found


def choose(person, channel, by, **more):
    return choose_channel(person, channel, by=by, on=ON, **more)


@pytest.mark.parametrize(
    ("channel", "basis"),
    [("post", "duty"), ("hand", "duty"), ("email", "consent"), ("sms", "consent"), ("x", "consent")],
)
def test_the_basis_of_a_channel(channel, basis):
    assert basis_of(channel, ON) == basis


@pytest.mark.django_db
def test_electronic_ways_only_when_she_chose_them_and_until_she_chooses_otherwise(person, clerk):
    assert may_be_written_to(person.pk, "post", ON) and not may_be_written_to(person.pk, "sms", ON)
    (reader,) = reads_herself(str(person.pk), ON)
    assert (reader.telephone, reader.email, reader.language) == ("", "", "zh-hant")
    choose(person, "sms", clerk)
    assert reads_herself(str(person.pk), ON)[0].telephone == "0592-2020202"
    choose(person, "email", clerk, email="chen@example.tw")
    (reader,) = reads_herself(str(person.pk), ON)
    assert (reader.telephone, reader.email) == ("", "chen@example.tw")
    choose(person, "hand", clerk)
    assert reads_herself(str(person.pk), ON)[0].email == ""
    assert [row.channel for row in ContactChoice.objects.order_by("recorded_at")] == ["sms", "email", "hand"]
    assert ContactChoice.objects.known().count() == 1


@pytest.mark.django_db
def test_a_channel_chosen_without_a_consent_to_messages_is_not_used(person, clerk):
    choose(person, "sms", clerk)
    assert may_be_written_to(person.pk, "sms", ON)
    withdraw_consent(ConsentStatement.objects.get().pk, "herself", by=clerk, on=ON)
    assert not may_be_written_to(person.pk, "sms", ON) and may_be_written_to(person.pk, "post", ON)
    page = at(clerk).get(reverse("see_person", args=[person.pk])).content.decode()
    assert reverse("see_privacy", args=[person.pk]) in page and "▲" in page


@pytest.mark.django_db
def test_whoever_keeps_consents_may_say_no(person, clerk, monkeypatch):
    choose(person, "sms", clerk)
    asked = []

    def withdrawn(person_id, channel, on):
        asked.append((person_id, channel, on))
        return False

    monkeypatch.setattr(written_to, "_consents", [])
    written_to.ask_consents(withdrawn)
    assert not may_be_written_to(person.pk, "sms", ON) and asked == [(person.pk, "sms", ON)]
    assert may_be_written_to(person.pk, "post", ON) and len(asked) == 1


@pytest.mark.django_db
def test_the_dead_are_not_written_to_on_any_way(person, clerk):
    choose(person, "sms", clerk)
    Person.objects.filter(pk=person.pk).update(died_on=ON)
    assert not any(may_be_written_to(person.pk, channel, ON) for channel in ContactChoice.Channel.values)
    person.refresh_from_db()
    with pytest.raises(Blocked):
        choose(person, "post", clerk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("channel", "email", "field"),
    [("email", "", "email"), ("email", "chen@", "email"), ("sms", "", "channel"), ("post", "", "channel")],
)
def test_a_way_without_an_address_is_refused_beside_its_field(clerk, channel, email, field):
    case = submitted(clerk, data(identity(telephone="", address="")))
    with pytest.raises(Blocked) as blocked:
        choose(Person.objects.get(pk=case.enrolment_application.person_id), channel, clerk, email=email)
    assert [reason.field for reason in blocked.value.reasons] == [field]


@pytest.mark.django_db
def test_who_may_record_it(person, staff):
    for role, office in (("auditor", "350203"), ("supervisor", "350203")):
        with pytest.raises(PermissionDenied):
            choose(person, "hand", staff(role, office))
    with pytest.raises(Person.DoesNotExist):
        choose(person, "hand", staff("counter_clerk", "350211"))


@pytest.mark.django_db
def test_addresses_of_a_list_cost_one_query(person, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert postal_addresses([str(person.pk)]) == {str(person.pk): "厦门市思明区湖滨南路1号"}


@pytest.mark.django_db
def test_the_form_keeps_what_was_typed_and_the_page_of_the_person_says_it(person, clerk):
    client, address = at(clerk), reverse("choose_channel", args=[person.pk])
    page = client.get(address)
    answer = client.post(address, filled(page) | {"channel": "email", "email": "chen@"})
    assert answer.status_code == 422 and "chen@" in answer.content.decode()
    answer = client.post(address, filled(answer) | {"channel": "email", "email": "chen@example.tw"}, follow=True)
    shown = answer.content.decode()
    assert answer.redirect_chain and "2026-06-10" in shown and "chen@example.tw" not in shown
