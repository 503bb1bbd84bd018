"""One noun per file. Everything other apps may use of these models is named here."""

from claims.advances.models import Clearing, ClearingAsked, DepositEntry, DepositRelease, InstitutionAdvance
from claims.calculator.models import Calculation
from claims.clawbacks.models import Clawback, ClawbackItem, ClawbackPart, ClawbackPayment
from claims.clearings.models import AreaClearing
from claims.maternity.models import MaternityAllowance
from claims.months.models import InstitutionMonth, MonthFile
from claims.offsite.models import OffsiteFiling
from claims.policies.models import PolicyVersion
from claims.recalls.models import Recall
from claims.reconsiderations.models import Reconsideration
from claims.recoveries.models import Instalment, Recovery, Repayment
from claims.reimbursements.models.claim import ClaimReview, Reimbursement
from claims.reimbursements.models.closed_year import ClosedYear, FrozenYear, YearReward
from claims.reimbursements.models.original import OriginalCopy, OriginalMove
from claims.reimbursements.models.receipt import Receipt, ReceiptLine
from claims.reimbursements.models.settlement import ClaimSettlement, PersonYear, YearPosting
from claims.reversals.models import (
    Correction,
    NetworkedResettlement,
    Overpayment,
    Resettlement,
    Reversal,
    ValueRecall,
    ValueRecallUnit,
)
from claims.runs.models.care import DeclaredCare, DeclaredLine
from claims.runs.models.run import CareEntry, CareResult, Run, RunChunk
from claims.samples.models import AskedAfterwards, ClaimSample, SecondReading
from claims.suspensions.models import NetworkSuspension
from claims.year_ends.models import YearEnd

__all__ = [
    "AreaClearing",
    "AskedAfterwards",
    "Calculation",
    "CareEntry",
    "CareResult",
    "ClaimReview",
    "ClaimSample",
    "ClaimSettlement",
    "Clawback",
    "ClawbackItem",
    "ClawbackPart",
    "ClawbackPayment",
    "Clearing",
    "ClearingAsked",
    "ClosedYear",
    "Correction",
    "DeclaredCare",
    "DeclaredLine",
    "DepositEntry",
    "DepositRelease",
    "FrozenYear",
    "Instalment",
    "InstitutionAdvance",
    "InstitutionMonth",
    "MaternityAllowance",
    "MonthFile",
    "NetworkSuspension",
    "NetworkedResettlement",
    "OffsiteFiling",
    "OriginalCopy",
    "OriginalMove",
    "Overpayment",
    "PersonYear",
    "PolicyVersion",
    "Recall",
    "Receipt",
    "ReceiptLine",
    "Reconsideration",
    "Recovery",
    "Reimbursement",
    "Repayment",
    "Resettlement",
    "Reversal",
    "Run",
    "RunChunk",
    "SecondReading",
    "ValueRecall",
    "ValueRecallUnit",
    "YearEnd",
    "YearPosting",
    "YearReward",
]
