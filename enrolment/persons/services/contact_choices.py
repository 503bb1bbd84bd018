"""How somebody wishes to be written to: said by herself or who acts for her, recorded at the counter, taken back at any time."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from enrolment.persons.models.contact_choice import ContactChoice
from enrolment.persons.models.person import Person

NO_EMAIL = _("Write the e-mail address she gave.")
NO_TELEPHONE = _("No telephone number is on file. Record it first, or choose another channel.")
NO_ADDRESS = _("No postal address is on file. Record it first, or choose another channel.")
HAS_DIED = _("The file says that the person has died: nobody writes to her any more.")
AS_IT_IS = _("This is on record already.")


@transaction.atomic
def choose_channel(person: Person, channel: str, *, email: str = "", by: Officer, on: date) -> ContactChoice:
    """Record her wish; the one before is superseded. Raises Blocked where the channel has no address, PermissionDenied,
    Person.DoesNotExist for one out of her area."""
    by.must("choose_channel")
    held = Person.objects.select_for_update(of=("self",)).get(pk=person.pk, pk__in=Person.objects.visible_to(by))
    before = ContactChoice.objects.known().filter(person=held).first()
    if reasons := _against(held, channel, email.strip(), before):
        raise Blocked(*reasons)
    if before:
        ContactChoice.objects.filter(pk=before.pk).update(superseded_at=Now(), superseded_reason="chosen_anew")
    row = ContactChoice(person=held, channel=channel, said_on=on, recorded_by=by.user)
    row.email = email.strip() if channel == ContactChoice.Channel.EMAIL else ""
    row.save(force_insert=True)
    record("choose_channel", by=by, subject=held.pk, facts={"channel": channel})
    return row


def _against(person: Person, channel: str, email: str, before: ContactChoice | None) -> list[Reason]:
    if person.died_on is not None:
        return [Reason("has_died", HAS_DIED)]
    if channel == "email" and not _is_email(email):
        return [Reason("no_email", NO_EMAIL, "email")]
    if channel == "sms" and not person.telephone.open_for_work():
        return [Reason("no_telephone", NO_TELEPHONE, "channel")]
    if channel == "post" and not person.address.open_for_work():
        return [Reason("no_address", NO_ADDRESS, "channel")]
    if (
        before is not None
        and before.channel == channel
        and (channel != "email" or before.email.open_for_work() == email)
    ):
        return [Reason("as_it_is", AS_IT_IS, "channel")]
    return []


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
