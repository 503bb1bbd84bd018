"""A version of a rule is published by a second person who was shown it: old and new, what it touches, what it must say."""

import pytest
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.evidence.queries import checklist_of
from casework.models import ChecklistItem, NoticeText, PaperText
from casework.papers.queries.papers import texts_on
from casework.publication.services.publication import against, kinds, predecessor_of, publish, version_of
from enrolment.hires.rules.registration_deadline import RULE_ID
from enrolment.models import AcceptanceSetting
from tests.accounts import at
from tests.builders import PROVINCE, SIMING, submitted

pytestmark = pytest.mark.django_db
GOOD = {
    "zh_hans": "不服的，可自知道之日起60日内申请行政复议，或向人民法院起诉。",
    "zh_hant": "不服的，可自知道之日起60日內申請行政複議，或向人民法院起訴。",
    "en": "You may apply for reconsideration within 60 days, or go to the people's court.",
}


@pytest.fixture
def drafter(staff):
    return staff("administrator", PROVINCE)


@pytest.fixture
def second(staff):
    return staff("supervisor", PROVINCE)


def remedies(drafter, **texts) -> PaperText:
    words = {f"text_{language}": text for language, text in (GOOD | texts).items()}
    made = {"code": "remedies", "starts_on": "2026-06-01", "source": "x", "status": "stated"}
    row = PaperText.objects.create(**made, **words, drafted_by=drafter.user)
    row.refresh_from_db()
    return row


def page_of(row) -> str:
    return reverse("publish_rule", args=[row._meta.model_name, row.pk])


def test_the_second_person_sees_old_and_new_and_what_it_touches(drafter, second):
    row = remedies(drafter)
    second.user.language = "en"
    second.user.save()
    client = at(second, proven=True)
    assert page_of(row) in client.get(reverse("see_drafts")).content.decode()
    shown = client.get(page_of(row)).content.decode()
    before = predecessor_of(row)
    for text in (before.text_zh_hans, *GOOD.values(), str(drafter.user), "2026-06-01"):
        assert text.replace("'", "&#x27;") in shown, text
    assert shown.count("changed</span>") >= 3
    assert client.post(page_of(row), {"seen": version_of(row)}).status_code == 302
    row.refresh_from_db()
    assert row.published_by == second.user
    assert texts_on(["remedies"], second.on)["remedies"]["en"] == GOOD["en"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh_hans", "新文字"), ("zh_hant", "新文字"), ("en", "New text"), ("en", "within 60 days, reconsideration")],
)
def test_a_text_without_what_the_law_wants_is_not_published(drafter, second, language, text):
    row = remedies(drafter, **{language: text})
    client = at(second, proven=True)
    assert 'name="seen"' not in client.get(page_of(row)).content.decode()
    assert client.post(page_of(row), {"seen": version_of(row)}).status_code == 422
    with pytest.raises(Blocked):
        publish(row, by=second)
    fields = {"code": "remedies", "starts_on": "2026-07-01", "source": "x", "status": "stated"}
    fields |= {f"text_{name}": words for name, words in (GOOD | {language: text}).items()}
    refused = at(drafter).post(reverse("admin:casework_papertext_add"), fields)
    assert refused.status_code == 200 and PaperText.objects.filter(starts_on="2026-07-01").count() == 0


@pytest.mark.parametrize(("words", "told"), [("", False), ("请携带台胞证。", True), ("请携带居 住 证。", True)])
def test_a_text_that_tells_which_document_somebody_holds_is_named_to_the_second_person(drafter, second, words, told):
    row = remedies(drafter, zh_hans=GOOD["zh_hans"] + words)
    shown = at(second, proven=True).get(page_of(row)).content.decode()
    assert ("它写明了身份证件的种类" in shown) is told


def test_every_shipped_text_holds_its_own_marks(second):
    kind = kinds()["casework.papertext"]
    rows = list(PaperText.objects.all())
    assert len(rows) >= 3 and not [sentence for row in rows for sentence in kind.problems(row)]


def test_a_refusal_names_the_one_reason_that_holds(drafter, second, staff):
    row = remedies(drafter)
    assert against(row, drafter).code == "drafted_by_the_same_person"
    assert against(row, staff("supervisor", SIMING)).code == "another_offices_rule"
    seen = version_of(row)
    PaperText.objects.filter(pk=row.pk).update(text_en="Other: reconsideration within 60 days, or the court.")
    with pytest.raises(Blocked) as blocked:
        publish(row, by=second, seen=seen)
    assert blocked.value.reasons[0].code == "changed_since"
    row.refresh_from_db()
    publish(row, by=second)
    row.refresh_from_db()
    assert against(row, second).code == "published_already"


def item(drafter, **changes) -> ChecklistItem:
    names = {
        f"{field}_{language}": "x" for field in ("name", "legal_basis") for language in ("zh_hans", "zh_hant", "en")
    }
    made = {"case_kind": "enrolment_application", "path": "student", "code": "permit_copy", "basis_kind": "law"}
    return ChecklistItem.objects.create(
        **made
        | names
        | {"starts_on": "2026-06-01", "source": "x", "status": "stated", "drafted_by": drafter.user}
        | changes
    )


@pytest.mark.parametrize(
    "bad", [{"case_kind": "参保"}, {"path": "学生"}, {"code": "居住证复印件"}, {"code": "Permit Copy"}]
)
def test_an_item_that_would_show_nowhere_is_not_published_nor_typed(drafter, second, bad):
    with pytest.raises(Blocked):
        publish(item(drafter, **bad), by=second)
    fields = {"case_kind": "enrolment_application", "path": "student", "code": "permit_copy", "basis_kind": "law"}
    fields |= {"starts_on": "2026-07-01", "source": "x", "status": "stated"} | bad
    fields |= {
        f"{field}_{language}": "x" for field in ("name", "legal_basis") for language in ("zh_hans", "zh_hant", "en")
    }
    answer = at(drafter).post(reverse("admin:casework_checklistitem_add"), fields)
    assert answer.status_code == 200 and not ChecklistItem.objects.filter(starts_on="2026-07-01").exists()


def test_an_item_says_on_how_many_cases_it_will_show_and_is_withdrawn_by_two(drafter, second, staff):
    submitted(staff("counter_clerk"))
    second.user.language = "en"
    second.user.save()
    row = item(drafter, path="non_working")
    assert "on 1 case that is open" in at(second).get(page_of(row)).content.decode()
    publish(row, by=second)
    on = second.on
    assert "permit_copy" in [each.code for each in checklist_of("enrolment_application", on, "non_working")]
    gone = item(drafter, path="non_working", starts_on="2026-06-02", withdrawn=True)
    assert "permit_copy" in [each.code for each in checklist_of("enrolment_application", on)]
    publish(gone, by=second)
    assert "permit_copy" not in [each.code for each in checklist_of("enrolment_application", on)]
    assert "permit_copy" not in [each.code for each in checklist_of("enrolment_application", on, "non_working")]


def test_a_notice_is_shown_as_it_will_be_sent(drafter, second):
    texts = {
        f"{part}_{language}": "Text ${count}"
        for part in ("subject", "body")
        for language in ("zh_hans", "zh_hant", "en")
    }
    row = NoticeText.objects.create(
        clock=RULE_ID,
        stage="overdue",
        starts_on="2026-06-05",
        source="x",
        status="assumed",
        drafted_by=drafter.user,
        **texts,
    )
    shown = at(second).get(page_of(row)).content.decode()
    assert "${count}" in shown and 'class="paper-sample"' in shown


def test_another_offices_draft_is_not_found(drafter, staff):
    made = {"path": "non_working", "acceptance": "provincial_notice", "starts_on": "2026-06-01", "source": "x"}
    row = AcceptanceSetting.objects.create(place_id=SIMING, status="stated", drafted_by=drafter.user, **made)
    assert at(staff("supervisor", "350211")).get(page_of(row)).status_code == 404
    assert at(staff("supervisor", SIMING)).get(page_of(row)).status_code == 200
    assert page_of(row) not in at(staff("supervisor", "350211")).get(reverse("see_drafts")).content.decode()
    for table in ("user", "nothing"):
        assert at(drafter).get(reverse("publish_rule", args=[table, 1])).status_code == 404


def test_every_table_of_versions_is_publishable():
    from django.apps import apps

    from casework.tables.models.bases import PublishedModel

    tables = {model._meta.label_lower for model in apps.get_models() if issubclass(model, PublishedModel)}
    # Benefit policies and editions of lists have pages of their own, with a publication by two people.
    assert tables - {"claims.policyversion", "institutions.edition"} == set(kinds())
