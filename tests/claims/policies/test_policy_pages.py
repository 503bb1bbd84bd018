"""Pages of policies: rights, what each shows, drafts with mistakes, two people, anything typed, three languages, flat queries."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from claims.models import PolicyVersion
from claims.policies.services import policies
from tests.accounts import prove
from tests.builders import PROVINCE, SIMING, XIAMEN
from tests.claims.policies.policy_drafts import drafted, shipped, starting
from tests.profiles import posting_pages

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "zh-hans", "zh-hant")
# What the drafter meets of her draft.
DRAFT_PAGES = ("save_policy", "change_policy_values", "discard_policy", "compare_policy", "simulate_policy")


def at(name: str, row: PolicyVersion) -> str:
    return reverse(name, args=[row.pk])


@pytest.fixture
def client_of(staff):
    def of(role: str, office: str = PROVINCE, number: int = 1, language: str = "en") -> Client:
        officer = staff(role, office, number)
        officer.user.language = language
        officer.user.save(update_fields=["language"])
        client = Client()
        client.force_login(officer.user)
        prove(client)
        return client

    return of


@pytest.fixture
def draft(staff):
    return drafted(staff("finance_officer", PROVINCE), replace=starting(shipped(), "2027-01-01"))


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("role", ["counter_clerk", "reviewer", "administrator"])
def test_whoever_only_reads_sees_published_versions_only(client_of, draft, role):
    client = client_of(role)
    listed = client.get(reverse("see_policies"))
    assert listed.status_code == 200 and at("see_policy", draft) not in listed.content.decode()
    assert client.get(at("see_policy", shipped())).status_code == 200
    for name in ("see_policy", "compare_policy"):
        assert client.get(at(name, draft)).status_code == 404
    for name in ("save_policy", "change_policy_values", "discard_policy", "publish_policy", "simulate_policy"):
        assert client.get(at(name, draft)).status_code == 403
    assert client.get(reverse("begin_policy")).status_code == 403
    assert "Discarded drafts" not in text_of(listed) and "Begin a new policy" not in text_of(listed)
    assert client.post(at("draft_policy", shipped()), {"version": "9"}).status_code == 403


def test_center_staff_and_institution_managers_see_no_policies(client_of):
    for role in ("center_staff", "institution_manager"):
        assert client_of(role, SIMING).get(reverse("see_policies")).status_code == 403


@pytest.mark.parametrize(
    ("role", "number", "answers"),
    [
        ("finance_officer", 1, {"save_policy": 200, "publish_policy": 403, "simulate_policy": 200}),
        ("finance_officer", 2, {"save_policy": 403, "publish_policy": 403, "simulate_policy": 200}),
        ("supervisor", 1, {"save_policy": 403, "publish_policy": 200, "simulate_policy": 200}),
        ("auditor", 1, {"save_policy": 403, "publish_policy": 403, "simulate_policy": 200}),
    ],
)
def test_who_may_do_what_with_a_draft(client_of, draft, role, number, answers):
    client = client_of(role, number=number)
    assert client.get(at("see_policy", draft)).status_code == 200
    assert client.get(at("compare_policy", draft)).status_code == 200
    assert {name: client.get(at(name, draft)).status_code for name in answers} == answers


def test_another_places_policy_is_read_only(client_of):
    client, row = client_of("supervisor", SIMING), shipped("xiamen", "2015")
    page = client.get(at("see_policy", row)).content.decode()
    assert at("draft_policy", row) not in page and at("simulate_policy", row) in page
    assert client.post(at("draft_policy", row), {"version": "2027"}).status_code == 403
    assert at("draft_policy", row) in client_of("supervisor", XIAMEN).get(at("see_policy", row)).content.decode()


def test_the_list_says_state_place_demonstration_and_what_is_missing(client_of, draft):
    page = text_of(client_of("supervisor").get(reverse("see_policies")))
    for piece in (
        "Xiamen",
        "Quanzhou",
        "incomplete, not stated: Reimbursement rate, Payment caps, Layers after the basic fund",
        "Demonstration, invented figures",
        "ended",
        "draft finance_officer 1",
        "since earlier – 2022-12-31",
        "2015-01-01 – no last day",
    ):
        assert piece in page, piece
    assert page.count("Demonstration, invented figures") == 2


@pytest.mark.parametrize("name", [*DRAFT_PAGES, "see_policy", "publish_policy"])
def test_every_page_of_demonstration_figures_says_so(client_of, draft, staff, name):
    client = client_of("supervisor" if name == "publish_policy" else "finance_officer")
    assert "invented for demonstration" in text_of(client.get(at(name, draft)))


def test_a_draft_is_started_edited_with_a_mistake_corrected_and_compared(client_of):
    client = client_of("finance_officer")
    answer = client.post(at("draft_policy", shipped()), {"version": "2027"})
    draft = PolicyVersion.objects.get(version="2027")
    assert answer.status_code == 302 and answer["Location"] == at("change_policy_values", draft)
    wrong = draft.text.replace('class_b_first_pay = "0.10"', 'class_b_first_pay = "1.10"\nclass_x = 1')
    page = client.post(at("save_policy", draft), {"text": wrong.replace("\n", "\r\n"), "seen": ""}, follow=True)
    said, line = text_of(page), wrong.splitlines().index("class_x = 1") + 1
    assert "2 mistakes to correct" in said and "1.10 is above 1" in said
    assert f"Line {line} · items.class_x : There is no field “class_x” here. Allowed are: class_b_first_pay" in said
    draft.refresh_from_db()
    assert draft.text == wrong and not draft.valid
    right = draft.text.replace('"1.10"\nclass_x = 1', '"0.15"').replace("2020-01-01", "2027-01-01")
    assert "has no mistakes" in text_of(client.post(at("save_policy", draft), {"text": right}, follow=True))
    said = text_of(client.get(at("compare_policy", draft)))
    assert "items.class_b_first_pay 10% 15%" in said and "3 changed" in said and "0 added" in said


def test_a_draft_saved_elsewhere_keeps_what_was_typed_and_can_be_saved_again(client_of, draft):
    client, seen = client_of("finance_officer"), draft.saved_at.isoformat()
    first = client.post(at("save_policy", draft), {"text": draft.text + "\n# one", "seen": seen})
    second = client.post(at("save_policy", draft), {"text": draft.text + "\n# two", "seen": seen})
    assert (first.status_code, second.status_code) == (302, 422)
    page = second.content.decode()
    assert "saved in another window" in page and "# two" in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert client.post(at("save_policy", draft), {"text": draft.text + "\n# two", "seen": seen}).status_code == 302
    draft.refresh_from_db()
    assert draft.text.endswith("# two")


@pytest.mark.parametrize("text", ["", "\x00", "x" * 200_001])
def test_what_cannot_be_stored_stays_in_the_form(client_of, draft, text):
    answer = client_of("finance_officer").post(at("save_policy", draft), {"text": text})
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.valid


@posting_pages(in_full=60)
@given(st.text(max_size=40), st.integers(0, 4000), st.integers(0, 60))
def test_anything_typed_is_saved_or_told_never_a_crash(client_of, draft, piece, start, length):
    client = client_of("finance_officer")
    text = shipped().text[:start] + piece + shipped().text[start + length :]
    answer = client.post(at("save_policy", draft), {"text": text})
    assert answer.status_code in (302, 422)
    for name in ("save_policy", "see_policy", "compare_policy"):
        assert client.get(at(name, draft)).status_code == 200
    assert client.get(at("change_policy_values", draft)).status_code in (200, 302)
    assert client_of("supervisor").get(at("publish_policy", draft)).status_code == 200


def test_the_second_person_publishes_after_reading_what_will_happen(client_of, draft, staff):
    client = client_of("supervisor")
    page = client.get(at("publish_policy", draft))
    said = text_of(page)
    assert "Version 1 ends on 2026-12-31." in said and "2027-01-01" in said and "in_force.from" in said
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode())[1]
    assert client.post(at("publish_policy", draft), {"seen": "other"}).status_code == 422
    done = client.post(at("publish_policy", draft), {"seen": seen}, follow=True)
    assert "Policy published" in text_of(done)
    assert shipped().ends_on.isoformat() == "2026-12-31"
    assert client.get(at("publish_policy", draft)).status_code == 403
    assert client_of("finance_officer").get(at("save_policy", draft)).status_code == 403


def test_the_drafter_is_told_that_a_colleague_must_publish(client_of, staff):
    own = drafted(staff("supervisor", PROVINCE), replace=starting(shipped(), "2027-01-01"))
    client = client_of("supervisor")
    assert "A colleague with the right to publish must do it" in text_of(client.get(at("publish_policy", own)))
    assert client.post(at("publish_policy", own), {"seen": own.digest}).status_code == 403


def test_an_overlap_is_named_before_anybody_presses(client_of, staff):
    shorter = {"from = 2020-01-01": "from = 2020-01-01\nuntil = 2026-12-31"}
    row = drafted(staff("finance_officer", PROVINCE), version="same-day", replace=shorter)
    page = client_of("supervisor").get(at("publish_policy", row)).content.decode()
    assert "version 1 is in force in the same time" in page and 'name="seen"' not in page


def test_what_takes_the_place_of_another_names_it_and_asks_before_anybody_presses(client_of, staff):
    row = drafted(staff("finance_officer", PROVINCE), version="same-day")
    client = client_of("supervisor")
    answer = client.get(at("publish_policy", row))
    assert "Version 1 counts no more, on any day." in text_of(answer) and 'name="replaces"' in answer.content.decode()
    refused = client.post(at("publish_policy", row), {"seen": row.digest})
    assert refused.status_code == 422 and "Version 1 is in force on the same days" in text_of(refused)
    assert not PolicyVersion.objects.get(pk=row.pk).published


def test_a_version_taken_is_told_beside_the_field(client_of, draft):
    answer = client_of("finance_officer").post(at("draft_policy", shipped()), {"version": "2"})
    assert answer.status_code == 422 and "exists already" in text_of(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_in_three_languages_without_an_unfilled_sentence(client_of, draft, language):
    client = client_of("finance_officer", language=language)
    pages = [reverse("see_policies"), *(at("see_policy", row) for row in PolicyVersion.objects.all())]
    pages += [at(name, draft) for name in DRAFT_PAGES]
    pages += [reverse("begin_policy"), reverse("see_policies") + "?state=discarded"]
    tag = {"en": "en", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}[language]
    for page in pages:
        answer = client.get(page)
        content = answer.content.decode()
        assert answer.status_code == 200 and f'<html lang="{tag}"' in content
        assert "%(" not in content and "Decimal(" not in content and "None" not in text_of(answer)


def queries_of(client: Client, address: str) -> int:
    asked = []
    client.get(address)
    with connection.execute_wrapper(lambda execute, *args: (asked.append(args[0]), execute(*args))[1]):
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_ask_as_much_for_many_versions_as_for_few(client_of, draft, staff):
    client = client_of("supervisor")
    pages = [reverse("see_policies"), *(at(name, draft) for name in ("see_policy", "compare_policy", "publish_policy"))]
    few = [queries_of(client, page) for page in pages]
    author = staff("finance_officer", PROVINCE)
    for number in range(8):
        row = policies.draft_policy(shipped(), f"more-{number}", by=author)
        policies.save_policy(draft, draft.text + f"\n# {number}", by=author)
        assert row.pk
    assert [queries_of(client, page) for page in pages] == few
    assert max(few) <= 14, few


def test_the_drafters_pages_ask_as_much_for_a_long_document_as_for_a_short_one(client_of, staff):
    author = staff("finance_officer", PROVINCE)
    short, long = drafted(author, of=shipped("xiamen", "2015")), drafted(author)
    client = client_of("finance_officer")
    asked = {}
    for name in ("change_policy_values", "discard_policy"):
        asked[name] = queries_of(client, at(name, short))
        assert queries_of(client, at(name, long)) == asked[name]
    asked["begin_policy"] = queries_of(client, reverse("begin_policy"))
    assert max(asked.values()) <= 12, asked


def test_what_a_draft_says_is_shown_as_text(client_of, staff):
    row = drafted(
        staff("finance_officer", PROVINCE),
        replace={
            'source = "Demonstration figures of this project"': "source = '<script>100%%</script>'",
            'en = "Demonstration policy (invented figures)"': "en = '<script>1</script>'",
            'class_b_first_pay = "0.10"': "class_b_first_pay = { value = 0.1, source = '<script>2</script>' }",
        },
    )
    client = client_of("finance_officer")
    for name in ("see_policy", *DRAFT_PAGES):
        page = client.get(at(name, row)).content.decode().split("</head>")[1]
        assert "<script>" not in page and "&lt;script&gt;" in page


def test_a_time_without_any_version_is_said_before_publication(client_of, staff):
    row = drafted(
        staff("finance_officer", PROVINCE),
        of=shipped("quanzhou-residents", "2022"),
        version="2020",
        replace={"until = 2022-12-31": "from = 2040-01-01\nuntil = 2040-06-30"},
    )
    PolicyVersion.objects.filter(code=row.code, version="2023").update(ends_on="2026-12-31")
    said = text_of(client_of("supervisor").get(at("publish_policy", row)))
    assert "From 2027-01-01 to 2039-12-31 no version is in force." in said
    assert "After 2040-06-30 no version is in force, until another is published." in said
