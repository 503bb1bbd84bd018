"""The values of a draft as a form: what is saved stands in the text, mistakes stand beside fields, two windows, rights."""

import html
import re
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from casework.drafts.services import parked_forms
from casework.models import Event
from claims.models import PolicyVersion
from claims.policies.services import policies
from tests.builders import PROVINCE, XIAMEN
from tests.claims.policies.policy_drafts import drafted, shipped, starting

pytestmark = pytest.mark.django_db
RATE = ("ratio", "values", "childbirth", "fixed")
CLASS_B = ("items", "class_b_first_pay")


class ValuesPage:
    """The page as an officer meets it: fields by the path of their value."""

    def __init__(self, officer, draft: PolicyVersion, language: str = "en"):
        officer.user.language = language
        officer.user.save(update_fields=["language"])
        self.client, self.draft = Client(), draft
        self.client.force_login(officer.user)
        self.address = reverse("change_policy_values", args=[draft.pk])

    def get(self, query: str = ""):
        return self.client.get(self.address + query)

    def read(self, query: str = "") -> SimpleNamespace:
        """What the page holds: the fields to send back, and the name of each by path."""
        return self.of(self.get(query))

    @staticmethod
    def of(answer) -> SimpleNamespace:
        form = answer.context["form"]
        fields = {field.html_name: "" if field.value() is None else str(field.value()) for field in form}
        names = {value.path: name for name, value in form.values.items()}
        return SimpleNamespace(fields=fields, names=names, form=form, page=answer.content.decode())

    def save(self, changes: dict[tuple, str], read: SimpleNamespace | None = None, query: str = ""):
        read = read or self.read(query)
        typed = {read.names[path]: text for path, text in changes.items()}
        return self.client.post(self.address + query, read.fields | typed)


def errors_of(answer, path: tuple) -> str:
    read = ValuesPage.of(answer)
    return " ".join(read.form.errors.get(read.names[path], []))


@pytest.fixture
def author(staff):
    return staff("finance_officer", PROVINCE)


@pytest.fixture
def draft(author):
    return drafted(author, replace=starting(shipped(), "2027-01-01"))


@pytest.fixture
def page(author, draft):
    return ValuesPage(author, draft)


@pytest.mark.parametrize(
    ("path", "typed", "old", "new"),
    [
        (CLASS_B, "0.15", 'class_b_first_pay = "0.10"', 'class_b_first_pay = "0.15"'),
        (CLASS_B, " １５％ ", 'class_b_first_pay = "0.10"', 'class_b_first_pay = "15%"'),
        (RATE, "¥1,500.50", 'fixed = "1300.00"', 'fixed = "1500.50"'),
        (("in_force", "from"), "2028-2-1", "from = 2027-01-01", "from = 2028-02-01"),
        (("in_force", "decided_by"), "settlement", 'decided_by = "discharge"', 'decided_by = "settlement"'),
        (("demonstration",), "false", "demonstration = true", "demonstration = false"),
        (("ratio", "values", "inpatient", "values", "uebmi", "points", 1, "steps", 0), "65", "[70,", "[65,"),
        (("layers", 1, "tilts", 0, "capped"), "true", "capped = false", "capped = true"),
        (
            ("layers", 0, "deductible"),
            "500",
            'deductible = "none"\nratio = "0.90"',
            'deductible = "500"\nratio = "0.90"',
        ),
        (("title", "zh_hant"), "新的名稱", "示範用政策（數字為虛構）", "新的名稱"),
        (
            ("deductible", "values", "inpatient", "amount", "values", "uebmi", "1|community"),
            "none",
            '"1|community" = "300.00"',
            '"1|community" = "none"',
        ),
    ],
)
def test_a_value_changes_in_its_place_and_nothing_else(page, draft, path, typed, old, new):
    assert draft.text.count(old) == 1
    assert page.save({path: typed}).status_code == 302
    expected = draft.text.replace(old, new)
    draft.refresh_from_db()
    assert draft.text == expected and draft.valid
    assert Event.objects.filter(verb="save_policy", subject=draft.pk).count() == 2


def test_a_page_sent_as_it_came_changes_nothing(page, draft):
    saved_at = draft.saved_at
    assert page.save({}).status_code == 302
    draft.refresh_from_db()
    assert draft.saved_at == saved_at


@pytest.mark.parametrize(
    ("path", "typed", "says"),
    [
        (CLASS_B, "1.10", "1.10 is above 1"),
        (CLASS_B, "half", "“half” is not a number"),
        (CLASS_B, "-0.1", "below zero"),
        (CLASS_B, "", "Fill this in."),
        (("in_force", "from"), "2027-13-01", "no such day"),
        (("in_force", "decided_by"), "birth", "Choose one of the list."),
        (("demonstration",), "maybe", "Choose one of the list."),
        (("version",), "1", "There is a version “1” already"),
        (("place",), "1101", "The place must lie under your office."),
        (("source",), "", "says where it comes from"),
        (("layers", 1, "ratio", "segments", "rows", 0, "to"), "200000", "is not above the lower one"),
        (("ratio", "values", "inpatient", "values", "uebmi", "segments", "rows", 0, "to"), "60000", "upper bound"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_nothing_is_stored(page, draft, path, typed, says):
    before = PolicyVersion.objects.values().get(pk=draft.pk)
    answer = page.save({path: typed, RATE: "1400.00"})
    assert answer.status_code == 422
    shown = ValuesPage.of(answer)
    assert says in html.unescape(shown.page) and 'aria-invalid="true"' in shown.page
    assert shown.fields[shown.names[path]] == typed and shown.fields[shown.names[RATE]] == "1400.00"
    assert PolicyVersion.objects.values().get(pk=draft.pk) == before
    assert Event.objects.filter(verb="save_policy", subject=draft.pk).count() == 1


def test_the_second_window_is_refused_and_keeps_what_was_typed(page, draft):
    first, second = page.read(), page.read()
    assert page.save({CLASS_B: "0.15", RATE: "1400.00"}, first).status_code == 302
    answer = page.save({CLASS_B: "0.20"}, second)
    assert answer.status_code == 422 and "saved in another window" in answer.content.decode()
    assert errors_of(answer, CLASS_B) == "Saved in the meantime as “0.15”."
    shown = ValuesPage.of(answer)
    assert shown.fields[shown.names[CLASS_B]] == "0.20"
    # What she did not touch shows what the other window saved, and saving again does not undo it.
    assert shown.fields[shown.names[RATE]] == "1400.00"
    assert page.save({}, shown).status_code == 302
    draft.refresh_from_db()
    assert 'class_b_first_pay = "0.20"' in draft.text and 'fixed = "1400.00"' in draft.text


def test_none_is_typed_in_the_readers_language_and_a_choice_saved_elsewhere_is_told_in_words(author, draft):
    page = ValuesPage(author, draft, "zh-hant")
    first, second, decided = page.read(), page.read(), ("in_force", "decided_by")
    ceiling = ("deductible", "values", "inpatient", "yearly_ceiling")
    assert first.fields[first.names["layers", 0, "deductible"]] == "無"
    assert page.save({ceiling: "無", decided: "settlement"}, first).status_code == 302
    answer = page.save({decided: "admission"}, second)
    said = errors_of(answer, decided)
    assert answer.status_code == 422 and said and "settlement" not in said
    draft.refresh_from_db()
    assert 'yearly_ceiling = "none"' in draft.text


def test_what_was_wrong_before_may_stay_and_is_said(author):
    row = drafted(author, replace={"average_wage = ": "of_nothing = 1\naverage_wage = ", 'per = "day"': 'per = "week"'})
    page = ValuesPage(author, row)
    assert "1 mistake to correct" in re.sub(r"\s+", " ", page.get().content.decode())
    assert not row.valid
    assert page.save({CLASS_B: "0.15"}).status_code == 302
    row.refresh_from_db()
    assert 'class_b_first_pay = "0.15"' in row.text and 'per = "week"' in row.text and not row.valid


def test_a_text_that_cannot_be_read_is_edited_as_text(author):
    row = drafted(author, replace={'average_wage = "': "average_wage = x"})
    answer = ValuesPage(author, row).get()
    assert answer.status_code == 302 and answer["Location"] == reverse("save_policy", args=[row.pk])
    page = ValuesPage(author, row).client.get(reverse("see_policy", args=[row.pk])).content.decode()
    assert reverse("change_policy_values", args=[row.pk]) not in page


def test_a_value_and_an_object_are_given_a_source(page, draft):
    level = ("ratio", "values", "inpatient", "values", "urrbmi", "flat", "values", "3")
    personal = ("payment", "personal_account")
    changes = {
        (*level, "source"): "Notice 12 of 2026",
        (*level, "status"): "stated",
        (*personal, "source"): "Notice 13",
        ("off_site", "status"): "reported",
    }
    assert page.save(changes).status_code == 302
    draft.refresh_from_db()
    assert '3 = { value = "0.60", source = "Notice 12 of 2026", status = "stated" }' in draft.text
    assert 'values = { uebmi = "all", urrbmi = "none" }\nsource = "Notice 13"' in draft.text
    assert draft.document["off_site"]["status"] == "reported" and draft.valid
    # The value keeps its field, now with its source, and both can be taken away again.
    again = page.read()
    assert page.save({(*level, "source"): "", (*level, "status"): ""}, again).status_code == 302
    draft.refresh_from_db()
    flat = draft.document["ratio"]["values"]["inpatient"]["values"]["urrbmi"]["flat"]
    assert flat["values"]["3"] == {"value": "0.60"}


def test_a_form_sent_after_the_session_ended_stands_there_again(author, page, draft):
    read = page.read()
    sent = QueryDict(mutable=True)
    sent.update(read.fields | {read.names[CLASS_B]: "0.15"})
    page.client.cookies[parked_forms.COOKIE] = parked_forms.park(author.user, page.address, sent)
    again = page.read()
    assert again.fields[again.names[CLASS_B]] == "0.15" and again.fields[again.names[RATE]] == "1300.00"
    assert page.save({}, again).status_code == 302
    draft.refresh_from_db()
    assert 'class_b_first_pay = "0.15"' in draft.text


def with_figures(author, draft: PolicyVersion, number: int) -> ValuesPage:
    """A draft with so many more figures."""
    lines = "\n".join(f'd{n} = "1.00"' for n in range(number))
    text = draft.text.replace("[figures]\n", f"[figures]\n{lines}\n")
    return ValuesPage(author, policies.save_policy(draft, text, by=author))


def test_a_long_draft_is_changed_section_by_section(author, draft):
    page = with_figures(author, draft, 150)
    assert CLASS_B not in page.read().names and CLASS_B not in page.read("?section=figures").names
    answer = page.save({CLASS_B: "0.15"}, query="?section=items")
    assert answer.status_code == 302 and answer["Location"].endswith("?section=items")
    assert page.save({("figures", "d40"): "2"}, query="?section=figures").status_code == 302
    draft.refresh_from_db()
    assert 'class_b_first_pay = "0.15"' in draft.text and draft.document["figures"]["d40"] == "2"


def test_a_section_of_too_many_values_is_left_to_the_text(author, draft):
    page = with_figures(author, draft, 600)
    answer = page.get("?section=figures")
    assert answer.status_code == 200 and "too many values here for one form" in answer.content.decode()
    assert page.save({CLASS_B: "0.15"}, query="?section=items").status_code == 302


@pytest.mark.parametrize("typed", ["\x00", "<script>alert(1)</script>", "9" * 5000, "\u202e0.1%", "１e５", "0.1\n0.2"])
def test_whatever_is_typed_is_saved_or_told_never_a_crash(author, typed):
    row = drafted(author, of=shipped("quanzhou-residents", "2022"))
    page = ValuesPage(author, row)
    amount = ("deductible", "values", "inpatient", "amount", "values", "3")
    for path in (amount, ("in_force", "until"), ("in_force", "decided_by"), ("version",), ("title", "en")):
        assert page.save({path: typed}).status_code in (302, 422)
        assert "<script>alert" not in page.get().content.decode()
    row.refresh_from_db()
    assert row.document["deductible"]["values"]["inpatient"]["amount"]["values"]["3"] == "800.00"


@pytest.mark.parametrize("was", ["", "nonsense", "[]", "{", '{"v": 1}', "null"])
def test_a_form_without_its_envelope_writes_nothing_by_accident(page, draft, was):
    read = page.read()
    assert page.client.post(page.address, read.fields | {"was": was}).status_code == 302
    assert page.client.post(page.address, read.fields | {"was": was, "seen": "x"}).status_code == 422
    typed = {read.names[CLASS_B]: "0.15"}
    assert page.client.post(page.address, typed).status_code == 422
    assert page.client.post(page.address, typed | {"seen": read.fields["seen"], "was": was}).status_code == 302
    changed = draft.text.replace('class_b_first_pay = "0.10"', 'class_b_first_pay = "0.15"')
    draft.refresh_from_db()
    assert draft.text == changed


def test_what_differs_from_the_version_before_is_shown_beside_it(page, draft):
    page.save({CLASS_B: "0.15", ("in_force", "until"): "2027-12-31"})
    shown = page.read()
    values = {value.path: value for value in shown.form.values.values()}
    assert values[CLASS_B].before == "10%" and values[("in_force", "from")].before == "2020-01-01"
    assert values[("in_force", "until")].new and values[RATE].before is None
    assert re.search(r'<span\s+class="value-before">10%</span>', shown.page)


@pytest.mark.parametrize(
    ("role", "office", "number", "status"),
    [
        ("finance_officer", PROVINCE, 2, 403),
        ("supervisor", PROVINCE, 1, 403),
        ("supervisor", XIAMEN, 1, 403),
        ("auditor", PROVINCE, 1, 403),
        ("counter_clerk", PROVINCE, 1, 403),
    ],
)
def test_only_the_drafter_changes_values(staff, draft, role, office, number, status):
    other = ValuesPage(staff(role, office, number), draft)
    assert other.get().status_code == status
    assert other.client.post(other.address, {}).status_code == status


def test_a_published_version_has_no_form(author, staff, draft):
    policies.publish_policy(draft, by=staff("supervisor", PROVINCE), seen=draft.digest)
    assert ValuesPage(author, draft).get().status_code == 403
