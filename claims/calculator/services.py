"""Trying out a settlement, keeping one, and seeing whether a kept one would come out the same today."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record_look
from casework.desk.services.opening import open_numbered_case
from casework.engine.operations import body_hash
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from claims.calculator.models import Calculation
from claims.calculator.workflow import WORKFLOW
from claims.explanation.words.statement import SCHEMA, record_of
from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import compiled, versions_of
from claims.settlement.rules import Policy, Settlement, SettlementCase, SettlementError, read_case, settle_whole
from enrolment.documents.queries import documents_by_number
from enrolment.models import IdentityDocument, Person

NOBODY_HERE = Reason("nobody_here", _("Nobody registered at this office has this number."), "number")
SEVERAL_HERE = Reason(
    "several_here", _("Several people here have a document with this number. Use another document."), "number"
)
KEPT_ALREADY = Reason("kept_already", _("This calculation is kept already."))


@dataclass(frozen=True, slots=True)
class Calculated:
    """A settlement with the case it was made from and the record that is told of it."""

    case: SettlementCase
    settled: Settlement
    record: dict


@dataclass(frozen=True, slots=True)
class Replay:
    """Whether a kept calculation comes out the same: same, different, or policy_gone. `differing` names the fields."""

    outcome: str
    differing: tuple[str, ...] = ()


def calculate(policy: Policy, stated: dict, known_at: datetime | None = None) -> Calculated:
    """Settle a case, stated as JSON, by a policy; a stay in parts by the versions that counted at a moment, or count now. Raises
    SettlementError; nothing is stored."""
    settlement_case = read_case(stated)
    settled = settle_whole(policy, settlement_case, versions_of(policy.id, known_at))
    return Calculated(settlement_case, settled, record_of(policy, settlement_case, settled))


def digest_of_input(policy: Policy, stated: dict) -> str:
    """Names what figures were made from: the policy and the case."""
    return body_hash(policy.digest, stated).hex()


@transaction.atomic
def keep_calculation(policy: Policy, stated: dict, *, number: str, language: str, by: Officer, on: date) -> CaseFile:
    """Settle and keep, for the person with this document number at the officer's office, or with "" for nobody.

    Raises SettlementError, Blocked when nobody here has the number, PermissionDenied.
    """
    by.must("keep_calculation")
    done = calculate(policy, stated)
    held = _document(number, by) if number else None
    case = open_numbered_case(
        "keep_calculation",
        WORKFLOW,
        lambda case: _write(case, policy, stated, done, held),
        subject=held.person_id if held else None,
        language=language,
        by=by,
        on=on,
        exists=KEPT_ALREADY,
        facts={"policy": policy.label, "demonstration": policy.demonstration},
    )
    # Complete the moment it is kept: nobody has work with it.
    case.is_open, case.closed_on, case.assigned_to = False, on, None
    case.save(update_fields=["is_open", "closed_on", "assigned_to"])
    return case


def _document(number: str, by: Officer) -> IdentityDocument:
    """The document of somebody registered where this officer may see people; of anybody else nothing is told. Raises Blocked."""
    held = list(documents_by_number(number).filter(person__in=Person.objects.visible_to(by)))
    if not held:
        raise Blocked(NOBODY_HERE)
    if len({document.person_id for document in held}) > 1:
        raise Blocked(SEVERAL_HERE)
    document = held[0]
    record_look("keep_calculation", by=by, shown=[document.person_id])
    return document


def _write(
    case: CaseFile, policy: Policy, stated: dict, done: Calculated, held: IdentityDocument | None
) -> Calculation:
    return Calculation.objects.create(
        case=case,
        state=WORKFLOW.initial,
        document=held,
        policy_code=policy.id,
        policy_version=policy.version,
        policy_digest=policy.digest,
        demonstration=policy.demonstration,
        complete=done.settled.complete,
        schema=SCHEMA,
        input=stated,
        record=done.record,
    )


def replay(calculation: Calculation) -> Replay:
    """Settle the kept case again by the policy of the same digest, and compare every figure and step. Three queries at most."""
    row = PolicyVersion.objects.published().filter(digest=calculation.policy_digest).first()
    if row is None:
        return Replay("policy_gone")
    try:
        again = calculate(compiled(row), calculation.input, calculation.case.opened_at).record
    except SettlementError as error:
        return Replay("different", (error.path,))
    kept, now = calculation.record["settlement"], again["settlement"]
    differing = tuple(sorted(name for name in kept if kept[name] != now.get(name)))
    return Replay("different", differing) if differing else Replay("same")
