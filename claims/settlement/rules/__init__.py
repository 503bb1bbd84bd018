"""The settlement engine: who pays what of a bill, exactly, with every step as data.

`compile_policy(document)` once, `read_case(document)` for each case, `settle(policy, case)`; `check_policy` tells all that is
wrong with a document. Everything is pure: the same policy and case give the same settlement in any year.
"""

from claims.settlement.rules.answer.answer import as_json, year_as_json
from claims.settlement.rules.reading.case_reader import read_case
from claims.settlement.rules.reading.policy_reader import (
    Checked,
    check_policy,
    check_versions,
    compile_policy,
    digest_of,
)
from claims.settlement.rules.records.case import (
    Accumulators,
    BillLine,
    Buckets,
    CareVisit,
    LayerYear,
    Patient,
    SettlementCase,
    Transfer,
)
from claims.settlement.rules.records.errors import CODES, PolicyRefused, Problem, SettlementError
from claims.settlement.rules.records.policy import Policy
from claims.settlement.rules.records.steps import STEP_CODES, Step
from claims.settlement.rules.settling.settlement import Settlement, settle
from claims.settlement.rules.settling.whole_stay import settle_whole

__all__ = [
    "CODES",
    "STEP_CODES",
    "Accumulators",
    "BillLine",
    "Buckets",
    "CareVisit",
    "Checked",
    "LayerYear",
    "Patient",
    "Policy",
    "PolicyRefused",
    "Problem",
    "Settlement",
    "SettlementCase",
    "SettlementError",
    "Step",
    "Transfer",
    "as_json",
    "check_policy",
    "check_versions",
    "compile_policy",
    "digest_of",
    "read_case",
    "settle",
    "settle_whole",
    "year_as_json",
]
