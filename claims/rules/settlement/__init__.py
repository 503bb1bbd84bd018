"""The settlement engine: who pays what of a bill, exactly, with every step as data.

`compile_policy(document)` once, `read_case(document)` for each case, `settle(policy, case)`; `check_policy` tells all that is
wrong with a document. Everything is pure: the same policy and case give the same settlement in any year.
"""

from claims.rules.settlement.answer import as_json, year_as_json
from claims.rules.settlement.case import Accumulators, Buckets, Case, LayerYear, Line, Person, Transfer, Visit
from claims.rules.settlement.case_reader import read_case
from claims.rules.settlement.errors import CODES, PolicyRefused, Problem, SettlementError
from claims.rules.settlement.policy import Policy
from claims.rules.settlement.policy_reader import Checked, check_policy, check_versions, compile_policy, digest_of
from claims.rules.settlement.settlement import Settlement, settle
from claims.rules.settlement.steps import STEP_CODES, Step

__all__ = [
    "CODES",
    "STEP_CODES",
    "Accumulators",
    "Buckets",
    "Case",
    "Checked",
    "LayerYear",
    "Line",
    "Person",
    "Policy",
    "PolicyRefused",
    "Problem",
    "Settlement",
    "SettlementError",
    "Step",
    "Transfer",
    "Visit",
    "as_json",
    "check_policy",
    "check_versions",
    "compile_policy",
    "digest_of",
    "read_case",
    "settle",
    "year_as_json",
]
