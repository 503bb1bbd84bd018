"""The published policies a calculator offers, those of the officer's own place first; and finding one again by its digest."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from casework.staff.officer import Officer
from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import compiled
from claims.settlement.rules import Policy

LISTED = ("id", "code", "version", "place", "demonstration", "starts_on", "ends_on")
TITLES = ("title_zh_hans", "title_zh_hant", "title_en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One version: its key in the form, its title, whether its figures are invented."""

    key: str
    title: str
    demonstration: bool
    in_force: bool
    version_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class OfferGroup:
    label: str
    offers: tuple[Offer, ...]


def offered_policies(officer: Officer, on: date) -> list[OfferGroup]:
    """Every version that counts, of earlier years too: those of the office's place, of other places, demonstrations. One query."""
    here = officer.office.place.prefix
    rows = PolicyVersion.objects.counting().only(*LISTED, *TITLES)
    ordered = sorted(rows, key=lambda row: (-len(row.place), row.code, not _in_force(row, on), -_first_day(row)))
    groups: dict[str, list[Offer]] = {
        _("This place"): [],
        _("Other places"): [],
        _("Demonstration, invented figures"): [],
    }
    own, others, invented = groups
    for row in ordered:
        name = invented if row.demonstration else own if here.startswith(row.place) else others
        groups[name].append(
            Offer(
                key=row.label,
                title=row.title,
                demonstration=row.demonstration,
                in_force=_in_force(row, on),
                version_id=row.pk,
            )
        )
    return [OfferGroup(label, tuple(offers)) for label, offers in groups.items() if offers]


def _in_force(row: PolicyVersion, on: date) -> bool:
    return (row.starts_on is None or row.starts_on <= on) and (row.ends_on is None or on <= row.ends_on)


def _first_day(row: PolicyVersion) -> int:
    return row.starts_on.toordinal() if row.starts_on else 0


# So many policies are looked at for one that can calculate; a place has a handful.
MOST_TRIED = 8


def first_that_calculates(groups: list[OfferGroup]) -> Policy | None:
    """The policy a fresh page opens with: the first one in force that states all a bill needs, in the order of the groups;
    else the first in force, else the first of all. One query for each one looked at."""
    offers = [offer for group in groups for offer in group.offers]
    current = [offer for offer in offers if offer.in_force]
    tried = []
    for offer in current[:MOST_TRIED] or offers[:1]:
        policy = offered_policy(offer.key)
        if policy is not None and not policy.missing:
            return policy
        tried.append(policy)
    return next(iter(tried), None)


def offered_policy(key: str) -> Policy | None:
    """The compiled policy of a key `id@version`; None when nothing published bears it. One query."""
    code, _at, version = key.partition("@")
    row = PolicyVersion.objects.published().filter(code=code[:80], version=version[:80]).first()
    return compiled(row) if row else None
