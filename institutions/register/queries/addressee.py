"""An institution as somebody who is written to."""

import uuid
from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.mailings.table import AddresseeKind, Reader
from institutions.register.models.institution import Institution, InstitutionContact

INSTITUTION = "institution"


def institution_names(keys: Collection[str]) -> dict[str, str]:
    """Key → name in the language in force. One query."""
    return {str(row.pk): row.name for row in Institution.objects.filter(pk__in=keys)}


def contacts_reading(key: str, on: date) -> list[Reader]:
    """Its contacts of a day. One query."""
    contacts = InstitutionContact.objects.filter(institution=uuid.UUID(key), starts_on__lte=on, ends_on=None)
    return [
        Reader(
            email=contact.email.open_for_work(),
            telephone=contact.telephone.open_for_work(),
            language=contact.language,
        )
        for contact in contacts
    ]


def language_of(key) -> str:
    """The language its papers have beside Chinese: that of the newest contact who reads another; "" without one. One query."""
    contacts = InstitutionContact.objects.filter(institution=key, ends_on=None).exclude(language="zh-hans")
    return contacts.order_by("-starts_on", "-pk").values_list("language", flat=True).first() or ""


def _address(key: str) -> str:
    return _addresses([key]).get(key, "")


def _addresses(keys: Collection[str]) -> dict[str, str]:
    return {str(key): address for key, address in Institution.objects.filter(pk__in=keys).values_list("pk", "address")}


ADDRESSEE = AddresseeKind(
    kind=INSTITUTION,
    label=_("institution"),
    names=institution_names,
    readers=contacts_reading,
    post=_address,
    posts=_addresses,
    page="see_institution",
)
