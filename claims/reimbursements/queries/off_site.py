"""How the care of a claim stands filed, and whether she was to pay in full, by what is on record now."""

from claims.offsite.queries.filings import filing_told
from claims.offsite.rules.standing import EMERGENCY, FILED, LOCAL, UNFILED, Standing, filing_for
from claims.reimbursements.choices import OffSite
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.queries.beside import beside
from claims.settlement.rules.records.case import COUNTED_AS_STAY
from claims.suspensions.queries.suspensions import Suspended, told

# Digits of a division that name its province.
PROVINCE = 2


def standing_of(claim: Reimbursement) -> Standing:
    """The state of its care: nothing is filed inside the province, an emergency counts as filed, else by the filing that counts for
    its days. No query of its own."""
    if claim.off_site == OffSite.LOCAL:
        return Standing(state=LOCAL)
    if claim.off_site == OffSite.EMERGENCY:
        return Standing(state=EMERGENCY)
    filings = [filing_told(row) for row in beside(claim)["filings"]]
    stay = claim.care in COUNTED_AS_STAY
    found = filing_for(filings, province_of_care(claim), claim.starts_on, claim.ends_on, stay=stay)
    return Standing(state=FILED if found else UNFILED, filing=found)


def suspension_on_first_day(claim: Reimbursement) -> Suspended | None:
    """The order that had suspended her networked settlement on the first day of the care: why it is claimed by hand, and no ground
    against it. No query of its own."""
    held = [told(row) for row in beside(claim)["suspensions"]]
    return next((one for one in held if one.starts_on <= claim.starts_on <= one.ends_on), None)


def province_of_care(claim: Reimbursement) -> str:
    """Where an institution on record lies, else what was entered."""
    return claim.institution.place.prefix[:PROVINCE] if claim.institution is not None else claim.province
