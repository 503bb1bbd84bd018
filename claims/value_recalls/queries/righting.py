"""What each settlement would be settled from under what is right: a line of its bill stated anew, or another version of its
policy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import counting_rows, version_among
from claims.reimbursements.models.receipt import ReceiptLine
from claims.reversals.queries.plan import policies_of
from claims.reversals.queries.standing import Standing
from claims.settlement.rules import SettlementError, read_case
from claims.value_recalls.queries.tellers import Tellers, reading_of, tellers_of
from claims.value_recalls.rules.righted import POLICY, Printed, Wrong, righted

NONE_COUNTS = _("Claim %(reference)s cannot be worked out anew: no version of its policy counts on its day.")


@dataclass(frozen=True, kw_only=True)
class Right:
    """The case and the policy of a settlement under what is right; `anew`: whether either is another than it was. `perhaps`: the
    wrong version may have settled a part of the stay, which what it comes to now tells. `known_at`: versions that counted at a
    moment settle the parts of a stay; those that count now where none is told."""

    given: dict
    version: PolicyVersion | None
    anew: bool
    known_at: datetime | None
    perhaps: bool = False


class Righting(Protocol):
    """Says of a settlement what it would be settled from, or why that cannot be told."""

    def of(self, row: Standing) -> Right | str: ...


def righting_of(wrong: Wrong, standing: Sequence[Standing]) -> Righting:
    """For the settlements that stand. Three queries at most."""
    if wrong.what == POLICY:
        return ByPolicy(wrong=wrong, counting=counting_rows(code=wrong.code), policies=policies_of(standing))
    return ByCatalogue(
        wrong=wrong,
        tellers=tellers_of(wrong) if wrong.teller else None,
        printed=_printed(row.row.claim_id for row in standing),
        policies=policies_of(standing),
    )


@dataclass(frozen=True, kw_only=True)
class ByCatalogue:
    """A value of an item was wrong: the lines that read it are stated anew from what is printed."""

    wrong: Wrong
    tellers: Tellers | None
    printed: Mapping
    policies: Mapping[str, PolicyVersion]

    def of(self, row: Standing) -> Right:
        """Its own policy, and the case with the right value."""
        told = reading_of(self.tellers, self.wrong, row.row.claim, row.row.posted_at)
        given = righted(row.input, self.wrong, self.printed[row.row.claim_id], told.reads, told.beside)
        version = self.policies.get(row.policy_digest)
        return Right(given=given, version=version, anew=given != row.input, known_at=row.known_at)


@dataclass(frozen=True, kw_only=True)
class ByPolicy:
    """A version of a policy was wrong: what it settled is settled by the version that counts on its day now."""

    wrong: Wrong
    counting: Sequence[PolicyVersion]
    policies: Mapping[str, PolicyVersion]

    def of(self, row: Standing) -> Right | str:
        """Its own case; the version is another where the wrong one settled it. Of a stay on its days the wrong one may have settled
        a part: the engine looks the versions of the parts up itself."""
        if row.policy_digest == self.wrong.policy:
            version = self._counting_for(row)
            if version is None:
                return str(NONE_COUNTS) % {"reference": row.row.claim.case.reference}
            if version.digest != row.policy_digest:
                return Right(given=row.input, version=version, anew=True, known_at=None)
        own, part = self.policies.get(row.policy_digest), stays_on(row, self.wrong)
        return Right(given=row.input, version=own, anew=False, perhaps=part, known_at=None if part else row.known_at)

    def _counting_for(self, row: Standing) -> PolicyVersion | None:
        if not self.counting:
            return None
        try:
            found = version_among(self.counting)(read_case(row.input))
        except SettlementError:
            return None
        return next(one for one in self.counting if one.digest == found.digest)


def stays_on(row: Standing, wrong: Wrong) -> bool:
    """Whether it is of several days, of which some are those on which a version was wrong."""
    claim = row.row.claim
    return claim.starts_on < claim.ends_on and claim.starts_on <= wrong.last and wrong.first <= claim.ends_on


def _printed(claims: Iterable) -> dict:
    """The lines of some claims as their receipts print them, in the order in which their cases state them. One query."""
    rows = ReceiptLine.objects.filter(receipt__claim__in=list(claims)).order_by("receipt__position", "position")
    found: dict = {}
    for key, quantity, price, amount in rows.values_list("receipt__claim", "quantity", "price", "amount"):
        found.setdefault(key, []).append(Printed(quantity=quantity, price=price, amount=amount))
    return found
