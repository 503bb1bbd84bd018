"""The permission matrix as data, the pairs that must never be, and every step tried by every role."""

import re

import pytest
from django.urls import get_resolver

from casework.engine.table import all_workflows
from casework.models import Role
from casework.staff.permissions import SCOPES, matrix, scope_of, verbs_of

ROLES = {role.value for role in Role}

# Written by hand: whatever the matrix says, these may never be.
FORBIDDEN = [
    *[("community_staff", verb) for verb in ("register_employer", "report_hire", "propose_refusal", "judge_identity")],
    *[
        (role, verb)
        for role in ("center_staff", "community_staff")
        for verb in (
            "verify_documents",
            "enrol",
            "refuse",
            "return_for_papers",
            "review_second",
            "open_activation",
            "check_identity",
            "activate_code",
            "fail_activation",
            "look_up_identity",
            "reveal_field",
            "accept_transfer",
            "assign_case",
            "see_person",
            "withdraw",
            "return_claim",
            "review_claim",
            "second_review_claim",
            "send_back_claim",
            "approve_claim",
            "refuse_claim",
            "open_reversal",
            "open_recovery",
            "see_payments",
            "record_payee",
        )
    ],
    *[
        ("counter_clerk", verb)
        for verb in ("verify_documents", "enrol", "refuse", "return_for_papers", "review_second")
    ],
    *[("counter_clerk", verb) for verb in ("record_change", "decline_change")],
    *[("counter_clerk", verb) for verb in ("grant_data_request", "refuse_data_request")],
    *[
        (role, verb)
        for role in ("center_staff", "community_staff", "auditor", "administrator")
        for verb in (
            *("stop_code", "bind_family_account", "see_codes_to_renew"),
            *("give_notice", "say_consent", "withdraw_consent"),
            *("open_data_request", "grant_data_request", "refuse_data_request", "withdraw_data_request"),
        )
    ],
    *[("reviewer", verb) for verb in ("open_data_request", "withdraw_data_request")],
    *[
        (role, verb)
        for role in ("center_staff", "community_staff", "auditor", "administrator")
        for verb in ("open_change", "record_change", "decline_change", "withdraw_change")
    ],
    *[("counter_clerk", verb) for verb in ("strike_payment", "suspend_cover", "book_tax_file")],
    *[
        (role, verb)
        for role in ("auditor", "administrator", "center_staff")
        for verb in ("record_payment", "strike_payment", "suspend_cover", "book_tax_file")
    ],
    *[
        ("reviewer", verb)
        for verb in (
            "open_change",
            "withdraw_change",
            "open_application",
            "submit_application",
            "manage_staff",
            "assign_case",
        )
    ],
    *[
        ("auditor", verb)
        for verb in (
            "open_application",
            "submit_application",
            "verify_documents",
            "enrol",
            "refuse",
            "write_note",
            "add_evidence",
            "issue_paper",
            "reveal_field",
            "manage_staff",
            "manage_offices",
            "draft_rules",
            "publish_rules",
            "assign_case",
        )
    ],
    *[
        ("administrator", verb)
        for verb in (
            "see_case",
            "see_person",
            "see_evidence",
            "reveal_field",
            "open_application",
            "submit_application",
            "verify_documents",
            "enrol",
            "look_up_identity",
            "issue_paper",
            "search",
        )
    ],
    *[("finance_officer", verb) for verb in ("see_case", "enrol", "see_person")],
    *[
        ("institution_manager", verb)
        for verb in (
            "enrol",
            "see_person",
            "search",
            "look_up_identity",
            "reveal_field",
            "open_application",
            "assign_case",
            "publish_rules",
        )
    ],
    *[
        (role, verb)
        for role in ("counter_clerk", "reviewer", "center_staff", "auditor", "administrator")
        for verb in ("register_institution", "apply_designation", "sign_agreement", "record_designation_change")
    ],
]


def test_the_matrix_names_only_known_roles_and_scopes():
    for verb, rights in matrix().items():
        assert rights, verb
        assert set(rights) <= ROLES and set(rights.values()) <= set(SCOPES), verb


@pytest.mark.parametrize(("role", "verb"), FORBIDDEN)
def test_forbidden_pairs(role, verb):
    assert scope_of(role, verb) == ""


def test_no_role_both_makes_and_checks():
    for role in ROLES:
        assert not {"submit_application", "verify_documents"} <= verbs_of(role), role


def test_every_workflow_verb_stands_in_the_matrix():
    verbs = {step.verb for workflow in all_workflows() for step in workflow.steps if not step.followed}
    assert verbs <= set(matrix())


def declared_views():
    """(route, view) of every address of ours."""

    def walk(patterns, prefix=""):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if route.startswith(("admin/",)):
                continue
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route, pattern.callback

    return list(walk(get_resolver().url_patterns))


PUBLIC = {
    "log_in",
    "set_password",
    "healthz",
    "readyz",
    "set_language",
    "designated_institutions",
    "designated_institutions_file",
    "employer_guide",
    "enquiry",
    "enquiry_begins",
    "public_roster_template",
}


def test_closed_unless_opened():
    """Every view says which verb opens it, or is open to all staff, or stands on the short public list."""
    undeclared, public = [], set()
    for route, view in declared_views():
        if getattr(view, "login_required", True) is False:
            public.add(getattr(view, "__name__", route))
        elif not hasattr(view, "verb"):
            undeclared.append(route)
        elif view.verb:
            assert view.verb in matrix(), route
    assert undeclared == []
    assert public <= PUBLIC, public


@pytest.mark.django_db
def test_nothing_answers_a_stranger(client):
    for route, view in declared_views():
        if getattr(view, "login_required", True) is False:
            continue
        address = "/" + re.sub(r"<uuid:\w+>", NOBODY, re.sub(r"<int:\w+>", "1", route))
        address = re.sub(r"<slug:\w+>", "appoint", address)
        assert client.get(address).status_code in (302, 405), address
        assert client.post(address).status_code in (302, 403, 405), address


NOBODY = "00000000-0000-4000-8000-000000000000"
