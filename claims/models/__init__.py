"""One noun per file. Everything other apps may use of these models is named here."""

from claims.calculator.models import Calculation
from claims.offsite.models import OffsiteFiling
from claims.policies.models import PolicyVersion
from claims.reimbursements.models.claim import ClaimReview, Reimbursement
from claims.reimbursements.models.receipt import Receipt, ReceiptLine
from claims.reimbursements.models.settlement import ClaimSettlement, PersonYear, YearPosting

__all__ = [
    "Calculation",
    "ClaimReview",
    "ClaimSettlement",
    "OffsiteFiling",
    "PersonYear",
    "PolicyVersion",
    "Receipt",
    "ReceiptLine",
    "Reimbursement",
    "YearPosting",
]
