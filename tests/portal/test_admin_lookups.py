"""Every column of every admin list against every look-up: nothing outside the list's own filters, and never a broken page."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from casework.models import Event, Look
from casework.staff.admin_rights import models_by_verb
from casework.staff.permissions import matrix
from tests.accounts import at
from tests.builders import PROVINCE

pytestmark = pytest.mark.django_db

OURS = [model for model in admin.site._registry if model._meta.app_label in ("casework", "enrolment", "claims")]
PERSON_LISTS = {"user", "appointment", "event", "look", "casefile", "employer", "mailing"}

# Lists whose filter offers the values found, by the bare name of a text without choices.
VALUES_FOUND = {
    ("casework.Event", "verb"),
    ("casework.Look", "page"),
    ("casework.CaseFile", "kind"),
    ("casework.CaseFile", "state"),
}


def columns_of(model, depth: int = 1):
    """Every column, and those of the tables it points to."""
    for column in model._meta.get_fields():
        if not column.concrete:
            continue
        yield column.name, column
        if column.is_relation and column.related_model and depth:
            for name, inner in columns_of(column.related_model, depth - 1):
                yield f"{column.name}__{name}", inner


def filters_of(model) -> set[str]:
    """What the list's own links put into addresses: read from its declaration, not from the code under test."""
    options = admin.site._registry[model]
    bare = {name for name in options.list_filter if (model._meta.label, name) in VALUES_FOUND}
    own = (
        bare
        | {f"{name}__exact" for name in options.list_filter if name not in bare}
        | {f"{name}__id__exact" for name in options.list_filter}
    )
    own |= {f"{name}__isnull" for name in options.list_filter}
    return own | {f"{options.date_hierarchy}__{part}" for part in ("year", "month", "day") if options.date_hierarchy}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_only_the_lists_own_filters_can_be_asked(model):
    request, options, tried = RequestFactory().get("/"), admin.site._registry[model], 0
    for name, column in columns_of(model):
        for suffix in ["", *(f"__{look_up}" for look_up in column.get_lookups())]:
            asked = f"{name}{suffix}"
            tried += 1
            assert not options.lookup_allowed(asked, "2026", request) or asked in filters_of(model), asked
    assert tried > 20


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_list_answers_nothing_else_and_never_breaks(staff, model):
    role = "supervisor" if model._meta.model_name in PERSON_LISTS else "administrator"
    client = at(staff(role, PROVINCE))
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert client.get(address).status_code == 200
    for name in sorted(filters_of(model)):
        for value in ("(((", "9" * 40, "-1", "0", "9999", "é"):
            assert client.get(address, {name: value}).status_code in (200, 302, 400), (name, value)
    for name, _column in columns_of(model, depth=0):
        refused = client.get(address, {f"{name}__gte": "a"})
        assert refused.status_code == 400, name
    for asked in ({"o": "99.-99.x"}, {"p": "9" * 30}, {"q": "%_\\'"}, {"all": "1"}, {"_to_field": "password"}):
        assert client.get(address, asked).status_code in (200, 302, 400), asked


def test_what_a_filter_offers_is_answered(staff):
    """The links of the filters beside a list, as the page itself writes them."""
    officer = staff("supervisor", PROVINCE)
    client = at(officer)
    for page in ("see_person", "see_case"):
        Look.objects.create(actor=officer.user, office=officer.office, page=page, shown=[])
    for verb in ("log_in", "log_out"):
        Event.objects.create(actor=officer.user, office=officer.office, verb=verb)
    found = set()
    for model, column in ((Event, "verb"), (Look, "page")):
        address = reverse(f"admin:casework_{model._meta.model_name}_changelist")
        links = re.findall(rf'<a href="(\?{column}[^"]+)"', client.get(address).content.decode())
        for link in links:
            assert client.get(address + unescape(link)).status_code == 200, (model, link)
            found.add(link)
    assert {"?page=see_person", "?verb=log_in"} <= found


def test_a_hash_cannot_be_compared(staff):
    client = at(staff("supervisor", PROVINCE))
    address = reverse("admin:casework_user_changelist")
    for asked in ("password__gte", "password__startswith", "password", "appointments__user__password__gte"):
        assert client.get(address, {asked: "pbkdf2_sha256$1000000$3"}).status_code == 400, asked


def test_no_address_leads_to_any_row(staff):
    assert at(staff("administrator", PROVINCE)).get("/admin/r/7/x/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[7, "x"])


@pytest.mark.parametrize("role", ["supervisor", "auditor", "administrator"])
def test_a_table_is_read_by_whoever_may_read_it_on_the_pages(staff, role):
    client = at(staff(role, PROVINCE))
    for verb, names in models_by_verb("view").items():
        for name in names & {model._meta.label_lower for model in OURS}:
            listing = f"admin:{name.replace('.', '_')}_changelist"
            expected = 200 if role in matrix()[verb] else 403
            assert client.get(reverse(listing)).status_code == expected, (role, name)


def test_every_registered_table_has_a_right_to_view_it():
    named = set().union(*models_by_verb("view").values())
    assert {model._meta.label_lower for model in OURS} <= named
