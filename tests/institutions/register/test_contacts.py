"""Contacts of an institution: added, changed, ended; sealed; kept as history."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import Event
from institutions.models import InstitutionContact
from institutions.register.services import contacts
from institutions.register.services.contacts import ContactData
from tests.accounts import at as client_of
from tests.filled_forms import filled
from tests.institutions.builders import institution

pytestmark = pytest.mark.django_db


def send(client, verb, *keys, **fields):
    address = reverse(verb, args=keys)
    return client.post(address, filled(client.get(address)) | fields, follow=True)


def test_a_contact_is_added_changed_and_ended_by_the_pages(desk):
    at, client = institution(), client_of(desk.manager)
    wrong = send(client, "add_institution_contact", at.pk, name="林小姐")
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"telephone"}
    shown = send(client, "add_institution_contact", at.pk, name="林小姐", email="lin@example.cn", language="zh-hant")
    assert "lin@example.cn" in shown.content.decode()
    first = InstitutionContact.objects.get()
    send(client, "change_institution_contact", at.pk, first.pk, telephone="0592 1234567")
    first.refresh_from_db()
    second = InstitutionContact.objects.get(ends_on=None)
    assert first.ends_on == timezone.localdate()
    assert (second.name, second.telephone.open_for_work(), second.language) == ("林小姐", "0592 1234567", "zh-hant")
    client.post(reverse("end_institution_contact", args=[at.pk, second.pk]))
    assert not InstitutionContact.objects.filter(ends_on=None).exists()
    verbs = set(Event.objects.filter(verb__endswith="institution_contact").values_list("verb", flat=True))
    assert verbs == {f"{act}_institution_contact" for act in ("add", "change", "end")}


def test_the_row_holds_no_number_that_can_be_read(desk):
    contacts.add_institution_contact(
        institution(), ContactData(name="林小姐", telephone="0592 1234567"), by=desk.manager, on=desk.manager.on
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT telephone::text FROM institutions_institutioncontact")
        assert b"1234567".hex() not in cursor.fetchone()[0]
    assert "1234567" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_one_that_was_ended_is_not_changed(desk):
    data = ContactData(name="林小姐", telephone="0592 1234567")
    contact = contacts.add_institution_contact(institution(), data, by=desk.manager, on=desk.manager.on)
    assert contacts.end_institution_contact(contact, by=desk.manager, on=desk.manager.on)
    assert not contacts.end_institution_contact(contact, by=desk.manager, on=desk.manager.on)
    with pytest.raises(Blocked):
        contacts.change_institution_contact(contact, data, by=desk.manager, on=desk.manager.on)
