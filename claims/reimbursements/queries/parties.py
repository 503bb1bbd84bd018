"""Whether an officer has a part in a claim herself: as guardian, delegate or heir, by the number of a document, or as the payee."""

from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.engine.refusals import Reason
from casework.money.models.payments import Payee
from casework.payments.queries import account_hash
from casework.staff.models.user import User
from claims.reimbursements.choices import ComesAs
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.queries.claim import HOLDER
from enrolment.persons.queries.representatives import is_of

HER_OWN_MATTER = _(
    "You have a part in this claim yourself, as who brings it or as who is paid. A colleague must take it."
)


def handles_own(claim: Reimbursement, user: User) -> bool:
    """Whether the person of her own file brings the claim or is paid. Three queries at most, none for an officer without a file of
    her own."""
    own = user.own_subject
    if own is None:
        return False
    row = claim.representative
    if row is not None and (row.file_id == own or is_of(row.number.open_for_work(), own)):
        return True
    if claim.comes_as == ComesAs.HEIR and is_of(claim.heir_number.open_for_work(), own):
        return True
    return claim.payee is not None and claim.person_id != own and _is_hers(bytes(claim.payee.account_hash), user)


def has_a_part(case: CaseFile, user: User) -> bool:
    """The same of a case of any kind: of one that is no claim she has none. As many queries, and one."""
    row = Reimbursement.objects.select_related("representative", "payee").filter(case=case.pk).first()
    return row is not None and handles_own(row, user)


def party_to(claim: Reimbursement, user: User) -> list[Reason]:
    """What stands against her taking a step of what follows from a claim she brings or is paid by, as the guards of such steps say
    it. Queries as above."""
    return [Reason("her_own_matter", HER_OWN_MATTER)] if handles_own(claim, user) else []


def is_own_account(number: str, user: User) -> bool:
    """Whether the number is that of an account this officer's own file names, or named. One query, none without such a file."""
    return user.own_subject is not None and _is_hers(account_hash(number), user)


def is_paid_to_her(payee: Payee | None, user: User) -> bool:
    """Whether an account is one this officer's own file names, or named. One query, none without such a file."""
    return payee is not None and user.own_subject is not None and _is_hers(bytes(payee.account_hash), user)


def _is_hers(hashed: bytes, user: User) -> bool:
    rows = Payee.objects.filter(holder_kind=HOLDER, holder_key=str(user.own_subject))
    return rows.filter(account_hash=hashed).exists()
