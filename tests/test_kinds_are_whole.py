"""What is registered is whole: a kind of case has words, rights, addresses, a page and a retention class; a paper its layout; a
role and a kind of document what makes them usable. What the how-to pages name is what these tests ask for."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from casework.case_pages.views import _pages
from casework.clocks.queries import limits
from casework.engine.table import all_workflows, workflow_of
from casework.engine.words import words_for
from casework.imports.models import Import, ImportRow
from casework.imports.table import PAGE_WORDS, all_imports
from casework.mailings.services.texts import text_in_force, unknown_names
from casework.mailings.table import OFFICE, addressee_kinds, composed_codes, composed_of, plans
from casework.models import Role
from casework.papers.services.paper_kinds import _kinds as paper_kinds
from casework.papers.services.paper_offers import _offers as offers
from casework.publication.services.publication_kinds import TEXTS, printed_on
from casework.rulebook.rules.parameters import all_rules
from casework.staff.permissions import matrix, verbs_of
from enrolment.documents.rules.holders import holders_of
from enrolment.documents.rules.identity_numbers.checking import KINDS, check
from enrolment.eligibility.queries import rules_in_use
from enrolment.models import DocumentKind, NationalCode
from enrolment.rosters.rules.descriptions import HIRES
from portal.demo import staff as demo_staff
from portal.views.own_homes import SECTIONS

ROOT = Path(__file__).parents[1]
APPS = ("portal", "claims", "enrolment", "institutions", "casework")
WORKFLOWS = all_workflows()
IMPORTS = all_imports()
STEPS = [(flow.kind, step) for flow in WORKFLOWS for step in flow.steps]
KEY = "00000000-0000-0000-0000-000000000000"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def address_of(name: str) -> str:
    return reverse(name, args=[KEY])


def in_three(text) -> set[str]:
    said = set()
    for language in LANGUAGES:
        with translation.override(language):
            said.add(str(text))
    return said


@pytest.mark.parametrize(("kind", "step"), STEPS, ids=[f"{kind}-{step.verb}" for kind, step in STEPS])
def test_a_step_has_words_a_right_and_an_address(kind, step):
    words = words_for(step.verb)
    assert all(in_three(words.act)) and all(in_three(words.done))
    if step.followed:
        # Another case's step brings it about: nobody needs a right, no page offers it.
        return
    assert matrix()[step.verb], f"no role may {step.verb}"
    flow = workflow_of(kind)
    assert address_of(flow.draft_url if step.verb == flow.draft_verb else step.verb)


@pytest.mark.parametrize("flow", WORKFLOWS, ids=[flow.kind for flow in WORKFLOWS])
def test_a_kind_of_case_has_a_page_names_and_a_table(flow):
    assert address_of(flow.url_name)
    assert flow.url_name != "see_case" or flow.kind in _pages
    if flow.draft_url:
        assert (
            address_of(flow.draft_url) and flow.step(flow.draft_verb, flow.initial) and all(in_three(flow.draft_words))
        )
    assert len(in_three(flow.name)) > 1
    assert all(all(in_three(label)) for label in flow.states.values())
    assert set(flow.waits_for) | flow.final >= set(flow.states), "a state that nobody has and that is not the end"
    assert flow.failed <= flow.final and flow.side_verbs <= {step.verb for step in flow.steps}
    assert flow.on_board <= set(flow.states) - flow.final


# Kinds of case that hand out no paper of their own, by hand: whoever adds a kind decides it.
WITHOUT_PAPERS = {
    *(
        "calculation",
        "claim_reversal",
        "employer_change",
        "employer_ending",
        "hire",
        "institution_advance",
        "network_suspension",
        "payment_recall",
        "second_reading",
        "transfer_request",
        "value_recall",
    ),
}


def test_a_kind_of_case_has_papers_or_is_known_to_have_none():
    assert {flow.kind for flow in WORKFLOWS} - set(offers) == WITHOUT_PAPERS


def test_each_kind_has_one_table_tied_to_its_case_and_kept_as_long():
    tied = {
        model
        for app in ("enrolment", "claims", "institutions")
        for model in apps.get_app_config(app).get_models()
        if any(type(one).__name__ == "StateFollowsCase" for one in model._meta.constraints)
    }
    assert len(tied) == len(WORKFLOWS), tied
    assert {model: model.RETENTION for model in tied if not model.RETENTION.startswith("case_")} == {}


@pytest.mark.parametrize("kind", sorted(paper_kinds), ids=str)
def test_a_paper_has_a_layout_and_a_name_in_three_languages(kind):
    assert get_template(paper_kinds[kind].template) and len(in_three(paper_kinds[kind].name)) > 1


def test_a_paper_says_which_column_prevails_and_each_text_where_it_is_printed():
    """The second person who publishes a text is shown the papers it stands on."""
    printed = printed_on()
    assert {kind for kinds in printed.values() for kind in kinds} == set(paper_kinds)
    assert {entry["code"] for entry in tomllib.loads(TEXTS.read_text("utf-8"))["text"]} == set(printed)
    prevails = {kind for code, kinds in printed.items() if "prevails" in code for kind in kinds}
    assert prevails == set(paper_kinds)


def test_whatever_history_records_has_words():
    """A verb without words would end the page of a history."""
    written = re.compile(r'\b(?:record|event)\(\s*"([a-z_]+)"')
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py") if "migrations" not in file.parts]
    verbs = {verb for file in files for verb in written.findall(file.read_text("utf-8"))}
    assert len(verbs) > 90
    for verb in sorted(verbs):
        assert all(in_three(words_for(verb).done)), verb


@pytest.mark.parametrize("kind", IMPORTS, ids=[kind.key for kind in IMPORTS])
def test_an_import_has_rights_words_addresses_and_parts_of_pages(kind):
    for verb in kind.rights:
        assert matrix()[verb], f"no role may {verb}"
    assert any(all(role in matrix()[verb] for verb in kind.rights) for role in Role.values), "nobody may send it"
    for verb in kind.verbs:
        assert all(in_three(words_for(verb).act)) and all(in_three(words_for(verb).done))
    pages = kind.pages
    assert set(pages.words) == PAGE_WORDS
    for said in (kind.name, pages.form_title, pages.sheet_title, *pages.words.values()):
        assert len(in_three(said)) > 1
    for said in (*pages.files.values(), *pages.cells.values(), *pages.stopped.values()):
        assert len(in_three(said)) > 1
    for name in filter(
        None, (pages.preview_template, pages.result_template, pages.head_template, pages.about_template)
    ):
        assert get_template(name)
    assert all(address_of(name) for name in (pages.urls.see, pages.urls.confirm, pages.urls.discard))
    assert reverse(pages.urls.template) and reverse(pages.urls.send, args=[KEY] if kind.belongs else [])


@pytest.mark.parametrize("kind", IMPORTS, ids=[kind.key for kind in IMPORTS])
def test_an_import_is_described_whole(kind):
    """Words of each column in three languages, limits within what the machine was tried with, a row of the how-to page, and
    how long what it leaves is kept."""
    for column in kind.description.columns:
        assert all(column.headers.values()) and all(column.helps.values()), column.code
    proven = {"xlsx": 200_000, "csv": 1_000_000}
    assert all(limits.rows <= proven[form] for form, limits in kind.description.forms.items())
    how_to = (ROOT / "docs" / "howto" / "add-an-import.md").read_text("utf-8")
    assert f"| `{kind.key}` |" in how_to
    classes = tomllib.loads((ROOT / "casework" / "retention.toml").read_text("utf-8"))
    kept = [Import, ImportRow, *(field.related_model for field in Import._meta.related_objects)]
    assert all(getattr(model, "RETENTION", "") in classes for model in kept)


def test_a_role_can_do_something_begins_somewhere_and_somebody_has_it_in_the_demonstration():
    assert not {role for role in Role.values if not verbs_of(role)}
    # Without the rules there is no home; it is a work list or sections of its own.
    begins = {"see_work_list", "make_batch", *(verb for verb, _make in SECTIONS)}
    lost = {role for role in Role.values if "see_rules" not in verbs_of(role) or not begins & set(verbs_of(role))}
    assert lost == set()
    shown = {row[3] for row in demo_staff.ACCOUNTS}
    assert set(Role.values) <= shown, set(Role.values) - shown


# A child's certificate stands in lists of no employer; what no office has said, no list of channels names.
NOT_IN_LISTS = {"birth_certificate"}


@pytest.mark.django_db
def test_a_kind_of_document_is_judged_held_named_and_of_use():
    """A rule for its number, whose it is, its code on the national platform, a name without which a paper could tell it; where
    intake takes it a rule accepts it and lists of employers know it."""
    named = {code for words in HIRES.choices["kind"] for code in words.split("|")}
    accepted = {code for rule in rules_in_use() for code in (*rule.accepts, *rule.holding)}
    for kind in DocumentKind.objects.all():
        assert check(kind.pk, "x").reasons and kind.pk in KINDS and holders_of(kind.pk), kind.pk
        assert NationalCode.objects.filter(kind=kind.pk).exists(), kind.pk
        assert kind.pk not in accepted or kind.intake, kind.pk
        if kind.intake:
            assert kind.pk in accepted and kind.pk in named | NOT_IN_LISTS, kind.pk


def test_retention_classes_are_all_used():
    classes = tomllib.loads((ROOT / "casework" / "retention.toml").read_text("utf-8"))
    used = {getattr(model, "RETENTION", "") for model in apps.get_models()}
    assert set(classes) <= used


def test_an_address_that_is_not_there_is_found_out():
    with pytest.raises(NoReverseMatch):
        address_of("no_such_step")


STAGES = [(plan, stage) for plan in plans() for stage in plan.stages]


@pytest.mark.django_db
@pytest.mark.parametrize(("plan", "stage"), STAGES, ids=[f"{plan.clock}-{stage}" for plan, stage in STAGES])
def test_a_stage_of_a_clock_has_a_day_words_an_addressee_and_a_published_text(plan, stage, today):
    audience, words = plan.stages[stage]
    assert plan.clock in limits() and stage in {each.code for each in plan.stages_on(today)}
    assert all(in_three(words)) and all(in_three(plan.label))
    assert audience == OFFICE or (
        audience in plan.receivers and not plan.receivers[audience]().query.sql_with_params()[1]
    )
    text = text_in_force(plan.clock, stage, today)
    for language in LANGUAGES:
        with translation.override(language):
            assert text.subject and text.body and not unknown_names(text.subject + text.body)


TOLD = [(code, stage) for code in composed_codes() for stage in composed_of(code).stages]


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "stage"), TOLD, ids=[f"{code}-{stage}" for code, stage in TOLD])
def test_what_is_put_together_when_it_leaves_has_words_and_published_texts(code, stage, today):
    composed = composed_of(code)
    assert len(in_three(composed.stages[stage])) > 1 and len(in_three(composed.label)) > 1
    text = text_in_force(code, stage, today)
    for language in LANGUAGES:
        with translation.override(language):
            assert text.subject and text.body and not unknown_names(text.subject + text.body)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", addressee_kinds(), ids=lambda kind: kind.kind)
def test_an_addressee_has_words_names_and_a_page(kind):
    assert all(in_three(kind.label)) and kind.names(["0" if kind.kind == OFFICE else KEY]) == {}
    assert not kind.page or address_of(kind.page)


@pytest.mark.parametrize("rule", limits())
def test_a_time_limit_ends_on_a_day(rule):
    found = all_rules()[rule]
    assert found.unit in ("calendar_days", "working_days", "months", "years") and found.counted
