"""Agreements whose renewal nobody has asked for."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from institutions.changes.models import DesignationChange
from institutions.designation.models.agreement import AgreementPeriod, DesignationEnd

NOT_WANTED = ("declined", "withdrawn")


def not_renewed(on: date) -> QuerySet[AgreementPeriod]:
    """The periods of an institution's own area that hold on a day, that nothing follows, that are not ended before their term, and
    for which no renewal is asked."""
    known = AgreementPeriod.objects.known()
    follows = known.filter(institution=OuterRef("institution"), area="", starts_on__gt=OuterRef("ends_on"))
    ended = DesignationEnd.objects.known().filter(agreement=OuterRef("agreement"))
    asked = DesignationChange.objects.filter(
        institution=OuterRef("institution"), act="renew", takes_effect_on__gt=OuterRef("starts_on")
    ).exclude(state__in=NOT_WANTED)
    rows = known.filter(area="", starts_on__lte=on, ends_on__gte=on)
    return rows.exclude(Exists(follows)).exclude(Exists(ended)).exclude(Exists(asked))
