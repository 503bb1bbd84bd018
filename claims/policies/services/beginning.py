"""Beginning a policy nobody had before: a copy of another one under a name of its own, without claiming its sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from claims.policies.models import PolicyVersion
from claims.policies.queries.policy_scope import reaches
from claims.policies.services.policies import fill, free_version, store_draft
from claims.policies.text.allowed import CHOICE, CODE, DATE, TEXT
from claims.policies.text.documents import Unreadable
from claims.policies.text.values import sections_of
from claims.policies.text.writing import Change, NotWritable, written
from claims.settlement.rules.reading.choice_reader import STATUSES
from claims.settlement.rules.reading.values import read_code
from claims.settlement.rules.records.errors import SettlementError

UNSURE = "assumed"


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What is new about a new policy; `titles` by language."""

    code: str
    version: str
    place: str
    starts_on: date
    titles: dict[str, str]


@transaction.atomic
def begin_policy(source: PolicyVersion, beginning: Beginning, *, by: Officer) -> PolicyVersion:
    """The first draft of a new policy, as a copy of a version she may read: every value assumed, no source stated.

    Raises PermissionDenied for a place her right to draft does not reach, Blocked for a name that is taken or none, and for a
    source with mistakes.
    """
    if not reaches(by, "draft_policy", beginning.place):
        raise PermissionDenied("another place's policy")
    code = _free_code(beginning.code)
    version = free_version(code, beginning.version)
    row = PolicyVersion(
        code=code,
        version=version,
        place=beginning.place,
        text=_begun(source, beginning, code, version),
        based_on=source if source.published else source.based_on,
        drafted_by=by.user,
    )
    fill(row)
    store_draft(row)
    record("begin_policy", by=by, subject=row.pk, facts={"policy": row.label, "from": source.label})
    return row


def _free_code(code: str) -> str:
    try:
        code = read_code(code.strip())
    except SettlementError:
        text = _("Write it with letters, digits and . _ + / - only, without spaces.")
        raise Blocked(Reason("code_form", text, "code")) from None
    if PolicyVersion.objects.kept().filter(code=code).exists():
        raise Blocked(Reason("code_taken", _("There is a policy of this name. Start a draft from it."), "code"))
    return code


def _begun(source: PolicyVersion, beginning: Beginning, code: str, version: str) -> str:
    """The text of the copy. Raises Blocked when the source cannot be read without mistakes."""
    if not source.valid:
        raise Blocked(Reason("has_mistakes", _("This version has mistakes. Choose another."), "source"))
    text, document = source.text, source.document or {}
    if "in_force" not in document:
        text = f'{text.rstrip()}\n\n[in_force]\ndecided_by = "settlement"\n'
        document = document | {"in_force": {"decided_by": "settlement"}}
    head = {("id",): code, ("version",): version, ("place",): beginning.place}
    titles = {("title", language): title for language, title in beginning.titles.items()}
    changes = [Change(path, CODE, value) for path, value in (head | titles).items()]
    changes.append(Change(("in_force", "from"), DATE, beginning.starts_on.isoformat()))
    try:
        return written(text, [*changes, *_unsourced(document)])
    except (NotWritable, Unreadable):
        raise Blocked(
            Reason("not_writable", _("This version cannot be copied here. Choose another."), "source")
        ) from None


def _unsourced(document: dict) -> Iterator[Change]:
    """What another place's documents state says nothing of this one: every status is assumed, sources and ends go."""
    if "status" not in document:
        yield Change(("status",), CHOICE, UNSURE)
    for value in (value for section in sections_of(document) for value in section.values() if value.exists):
        if value.path[-1] == "status" and value.allowed.words == STATUSES:
            yield Change(value.path, CHOICE, UNSURE)
        elif value.path in (("checked",), ("in_force", "until")) or (value.path[-1] == "source" and value.kind == TEXT):
            yield Change(value.path, TEXT, None)
