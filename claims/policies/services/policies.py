"""Drafting, saving and publishing versions of benefit policies: by two people, each act an event."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from claims.policies.models import PolicyVersion
from claims.policies.queries.policy_problems import LONGEST_TITLE, problems_of
from claims.policies.queries.policy_scope import reaches
from claims.policies.queries.policy_succession import Succession, succession_of
from claims.policies.text.documents import Read, read_policy, title_of, unstated
from claims.settlement.rules.reading.values import read_code
from claims.settlement.rules.records.errors import SettlementError

VERSION_TAKEN = Reason("version_taken", _("This version exists already. Choose another name."), "version")
DISCARDED = Reason("discarded", _("It was discarded in the meantime."))
HEAD_ENDS = re.compile(r"^\s*\[", re.MULTILINE)


def fill(row: PolicyVersion, read: Read | None = None) -> Read:
    """Set the columns of a version from its text. A text with mistakes keeps what can be told; its period stays empty."""
    read = read or read_policy(row.text)
    document, policy = read.document or {}, read.policy
    titles = title_of(document)
    row.document = read.document
    row.digest = policy.digest if policy else ""
    row.missing = list(unstated(policy))[:200] if policy else []
    row.schemes = sorted(policy.schemes) if policy else []
    row.starts_on, row.ends_on = (policy.starts_on, policy.ends_on) if policy else (None, None)
    row.source, row.status = (policy.source, policy.status) if policy else ("", "")
    row.demonstration = document.get("demonstration") is True
    row.checked_on = _day(document.get("checked")) if policy else None
    for language in ("zh_hans", "zh_hant", "en"):
        setattr(row, f"title_{language}", titles.get(language, "")[:LONGEST_TITLE])
    row.valid = policy is not None and not problems_of(row, read)
    return read


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if type(value) is str else None


def from_file(text: str) -> PolicyVersion:
    """A version of the project's own files, not stored yet. The caller stores it as published, or finds it there already."""
    row, read = PolicyVersion(text=text), read_policy(text)
    if read.policy:
        row.code, row.version, row.place = read.policy.id, read.policy.version, read.policy.place
    fill(row, read)
    return row


@transaction.atomic
def draft_policy(source: PolicyVersion, version: str, *, by: Officer) -> PolicyVersion:
    """A draft of the next version, beginning as a copy of `source`; a copy of a draft is based on what that one is based on.

    Raises PermissionDenied outside the officer's place, Blocked for a version that exists.
    """
    if not reaches(by, "draft_policy", source.place):
        raise PermissionDenied("another place's policy")
    version = free_version(source.code, version)
    row = PolicyVersion(
        code=source.code,
        version=version,
        place=source.place,
        text=with_version(source.text, version),
        based_on=source if source.published else source.based_on,
        drafted_by=by.user,
    )
    fill(row)
    store_draft(row)
    record("draft_policy", by=by, subject=row.pk, facts={"policy": row.label, "from": source.label})
    return row


def free_version(code: str, version: str) -> str:
    try:
        version = read_code(version.strip())
    except SettlementError:
        text = _("Write it with letters, digits and . _ + / - only, without spaces.")
        raise Blocked(Reason("version_form", text, "version")) from None
    if PolicyVersion.objects.kept().filter(code=code, version=version).exists():
        raise Blocked(VERSION_TAKEN)
    return version


def store_draft(row: PolicyVersion) -> None:
    """Store a draft that is new or bears a new name. Raises Blocked when another of its name was stored in the meantime."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Blocked(VERSION_TAKEN) from None


def with_version(text: str, version: str) -> str:
    """The text with its `version` line written anew; everything else, comments too, stays as it is."""
    ends = HEAD_ENDS.search(text)
    head, rest = (text[: ends.start()], text[ends.start() :]) if ends else (text, "")
    line = f'version = "{version}"'
    changed, times = re.subn(r"^[ \t]*version[ \t]*=.*$", lambda _found: line, head, count=1, flags=re.MULTILINE)
    return (changed if times else f"{line}\n{head}") + rest


@transaction.atomic
def save_policy(row: PolicyVersion, text: str, *, by: Officer, seen: datetime | None = None) -> PolicyVersion:
    """Store a draft's text as typed, with or without mistakes. Raises PermissionDenied for anybody but its drafter,
    Blocked when it is published or was saved elsewhere since `seen`."""
    locked = PolicyVersion.objects.select_for_update().get(pk=row.pk)
    if not reaches(by, "draft_policy", locked.place) or locked.drafted_by_id != by.user.pk:
        raise PermissionDenied("another officer's draft")
    _must_be_open(locked)
    if seen is not None and seen != locked.saved_at:
        raise Blocked(Reason("saved_elsewhere", _("It was saved in another window since. Compare, then save again.")))
    locked.text = text
    read = read_policy(text)
    _rename(locked, read.document or {}, by)
    fill(locked, read)
    store_draft(locked)
    facts = {"policy": locked.label, "digest": locked.digest, "valid": locked.valid}
    record("save_policy", by=by, subject=locked.pk, facts=facts)
    return locked


def _rename(row: PolicyVersion, document: dict, by: Officer) -> None:
    """Version and place follow the text where they may; where not, the text is told to be wrong."""
    place = document.get("place", "")
    if type(place) is str and place.isdecimal() and len(place) <= 12 and reaches(by, "draft_policy", place):
        row.place = place
    try:
        version = read_code(document.get("version"))
    except SettlementError:
        return
    if not PolicyVersion.objects.kept().filter(code=row.code, version=version).exclude(pk=row.pk).exists():
        row.version = version


def may_discard(officer: Officer, row: PolicyVersion) -> bool:
    """Whether the draft is hers, or of a place whose policies she publishes."""
    own = row.drafted_by_id == officer.user.pk and reaches(officer, "draft_policy", row.place)
    return own or reaches(officer, "publish_policy", row.place)


@transaction.atomic
def discard_policy(row: PolicyVersion, reason: str, *, by: Officer, seen: datetime | None = None) -> PolicyVersion:
    """Discard a draft: it stays to be read, its name becomes free, it can never be published.

    Raises PermissionDenied for somebody else's draft of a place whose policies she does not publish, Blocked when it is published
    or discarded already, was saved since `seen`, or no reason is given.
    """
    locked = PolicyVersion.objects.select_for_update().get(pk=row.pk)
    if not may_discard(by, locked):
        raise PermissionDenied("another officer's draft")
    _must_be_open(locked)
    if seen is not None and seen != locked.saved_at:
        raise Blocked(Reason("changed", _("The draft has changed since you looked at it. Read it again.")))
    if not reason.strip():
        raise Blocked(Reason("reason_missing", _("Say why."), "reason"))
    locked.discarded_at, locked.discarded_by, locked.discard_reason = timezone.now(), by.user, reason.strip()
    locked.save(update_fields=["discarded_at", "discarded_by", "discard_reason"])
    record("discard_policy", by=by, subject=locked.pk, facts={"policy": locked.label, "digest": locked.digest})
    return locked


def _must_be_open(row: PolicyVersion) -> None:
    if row.published:
        raise Blocked(Reason("published", _("It was published in the meantime and no longer changes.")))
    if row.discarded:
        raise Blocked(DISCARDED)


@dataclass(frozen=True)
class Published:
    """What publishing did."""

    row: PolicyVersion
    succession: Succession


@transaction.atomic
def publish_policy(row: PolicyVersion, *, by: Officer, seen: str, replaces: bool = False) -> Published:
    """Publish a draft whose digest the officer has `seen`, ending the period of the version before it on the day before; or, where
    that is meant (`replaces`), in the place of one that was wrong from its first day.

    Raises PermissionDenied for the drafter and outside the place, Blocked when it has mistakes, has changed since, is published
    already, or would be in force beside another version.
    """
    locked = PolicyVersion.objects.select_for_update().get(pk=row.pk)
    if not reaches(by, "publish_policy", locked.place):
        raise PermissionDenied("another place's policy")
    if locked.drafted_by_id == by.user.pk:
        raise PermissionDenied("drafted by the same person")
    _must_be_publishable(locked, seen)
    # Every version of the policy is locked, so that two publications follow one another.
    list(PolicyVersion.objects.select_for_update().filter(code=locked.code).order_by("pk").values_list("pk"))
    succession = succession_of(locked)
    if succession.beside:
        raise Blocked(Reason("overlap", _overlap_text(succession.beside)))
    if succession.replaces and not replaces:
        raise Blocked(Reason("overlap", _replaces_text(succession.replaces), "replaces"))
    if succession.ends:
        PolicyVersion.objects.filter(pk=succession.ends.pk).update(ends_on=succession.ends_on)
    if succession.replaces:
        PolicyVersion.objects.filter(pk=succession.replaces.pk).update(replaced_by=locked)
    locked.published_by, locked.published_at = by.user, timezone.now()
    _store(locked)
    record("publish_policy", by=by, subject=locked.pk, facts=_facts(locked, succession))
    return Published(locked, succession)


def _must_be_publishable(row: PolicyVersion, seen: str) -> None:
    if row.published:
        raise Blocked(Reason("published", _("It is published already.")))
    if row.discarded:
        raise Blocked(DISCARDED)
    fill(row)
    if not row.valid:
        raise Blocked(Reason("has_mistakes", _("The draft has mistakes. They must be corrected first.")))
    if row.digest != seen:
        raise Blocked(Reason("changed", _("The draft has changed since you looked at it. Read it again.")))


def _overlap_text(other: PolicyVersion) -> str:
    return _("Version %(version)s is in force in the same time (from %(starts)s until %(ends)s).") % {
        "version": other.version,
        "starts": other.starts_on or "—",
        "ends": other.ends_on or "—",
    }


def _replaces_text(other: PolicyVersion) -> str:
    return _("Version %(version)s is in force on the same days. Confirm that it was wrong from its first day.") % {
        "version": other.version
    }


def _store(row: PolicyVersion) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Blocked(Reason("overlap", _("Another version is in force in the same time."))) from None


def _facts(row: PolicyVersion, succession: Succession) -> dict:
    ended = {"ended": succession.ends.label, "ended_on": str(succession.ends_on)} if succession.ends else {}
    if succession.replaces:
        ended = {"replaced": succession.replaces.label}
    return {
        "policy": row.label,
        "digest": row.digest,
        "starts_on": str(row.starts_on),
        "ends_on": str(row.ends_on or ""),
        **ended,
    }
