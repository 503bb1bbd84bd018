"""Notices and consents as a clerk meets them: one page, the text by itself, the papers; words in three languages."""

import pytest
from django.urls import reverse

from casework.models import IssuedPaper, Look
from enrolment.consent.queries.texts import notice_on
from enrolment.consent.services.notices import give_notice
from enrolment.models import ConsentStatement, NoticeGiven
from enrolment.receipts.services import data_record, privacy_papers
from tests.accounts import at
from tests.builders import JIMEI
from tests.consents import notice_shown, said, shown
from tests.enrolment.receipts.test_receipts import page_of
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db


def test_a_journey_from_the_page_of_the_person_to_a_consent_taken_back(person, clerk):
    client = at(clerk)
    overview = reverse("see_privacy", args=[person.pk])
    page = client.get(reverse("see_person", args=[person.pk])).content.decode()
    assert overview in page and reverse("give_notice", args=[person.pk]) in page
    tell = reverse("give_notice", args=[person.pk])
    assert client.post(tell, filled(client.get(tell)))["Location"] == overview
    ask = reverse("say_consent", args=[person.pk, "messages"])
    form = client.get(ask)
    assert client.post(ask, filled(form) | {"says": "given"})["Location"] == overview
    row = ConsentStatement.objects.get()
    back = reverse("withdraw_consent", args=[person.pk, row.pk])
    assert back in client.get(overview).content.decode()
    assert client.post(back, filled(client.get(back)))["Location"] == overview
    assert ConsentStatement.objects.filter(says="withdrawn").count() == NoticeGiven.objects.count() == 1
    # Overview and page of the person each showed her once more.
    assert Look.objects.filter(page="see_privacy", shown__contains=[person.pk]).count() == 1


def test_nothing_is_chosen_for_her(person, clerk):
    address = reverse("say_consent", args=[person.pk, "messages"])
    client = at(clerk)
    answer = client.post(address, filled(client.get(address)))
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"says"}
    assert not ConsentStatement.objects.exists()


def test_only_what_stands_on_the_page_can_have_been_read(person, clerk):
    address = reverse("say_consent", args=[person.pk, "messages"])
    client = at(clerk)
    sent = filled(client.get(address)) | {"says": "given", "language": "en"}
    refused = client.post(address, sent)
    assert refused.status_code == 422 and refused.context["form"].errors.keys() == {"language"}
    page = client.get(f"{address}?language=en")
    assert "To take it back" in page.content.decode()
    assert client.post(f"{address}?language=en", sent).status_code == 302
    assert ConsentStatement.objects.get().language == "en"


def test_a_receiver_is_asked_for_beside_its_field_and_what_was_typed_stays(person, clerk):
    address = reverse("say_consent", args=[person.pk, "third_party"])
    client = at(clerk)
    answer = client.post(address, filled(client.get(address)) | {"says": "declined"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"receiver"}
    assert 'value="declined"' in answer.content.decode()


@pytest.mark.parametrize("purpose", ["enrolment", "nothing"])
def test_nobody_is_asked_on_a_page_for_what_rests_on_law(person, clerk, purpose):
    assert at(clerk).get(reverse("say_consent", args=[person.pk, purpose])).status_code == 404


def test_a_child_without_a_guardian_on_file_is_offered_nobody(child, clerk):
    child.representatives.update(ended_on=clerk.on, ended_by=clerk.user, end_reason="x")
    page = at(clerk).get(reverse("say_consent", args=[child.pk, "messages"]))
    assert page.context["nobody"] and 'name="says"' not in page.content.decode()


def test_other_offices_and_roles(person, clerk, staff):
    row = said(person, clerk)
    stranger, auditor = at(staff("counter_clerk", JIMEI)), at(staff("auditor"))
    for name, rest in (("see_privacy", []), ("say_consent", ["messages"]), ("withdraw_consent", [row.pk])):
        assert stranger.get(reverse(name, args=[person.pk, *rest])).status_code == 404
    assert auditor.get(reverse("see_privacy", args=[person.pk])).status_code == 200
    assert auditor.get(reverse("give_notice", args=[person.pk])).status_code == 403


def test_queries_of_the_overview_do_not_grow(person, clerk, django_assert_num_queries):
    client, address = at(clerk), reverse("see_privacy", args=[person.pk])
    said(person, clerk)
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)
    for receiver in "甲乙丙丁":
        said(person, clerk, "third_party", receiver=receiver)
    with django_assert_num_queries(9):
        client.get(address)


# Papers


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("zh-hans", ("第十三条第一款第三项", "本人")),
        ("zh-hant", ("第十三條第一款第三項", "第十三条第一款第三项")),
        ("en", ("article 13 (1) item 3", "第十三条第一款第三项")),
    ],
)
def test_a_notice_is_printed_as_it_was_shown(person, clerk, today, language, says):
    what = shown(privacy_text(person, today), language=language)
    row = give_notice(person, what, by=clerk, on=today)
    paper = privacy_papers.issue_privacy_notice(person, row.pk, by=clerk, on=today)
    page = page_of(paper)
    assert all(words in page for words in says)
    assert paper.languages == {"zh-hans": "zh-hans"}.get(language, f"zh-hans,{language}")
    assert identity_number(person) not in page


def privacy_text(person, today):
    return notice_on(person.birth_on, today)


def identity_number(person) -> str:
    return person.documents.get().number.open_for_work()


def test_a_consent_is_printed_with_its_text_and_the_print_out_lists_it(person, clerk, today):
    give_notice(person, notice_shown(person, today), by=clerk, on=today)
    row = said(person, clerk, "third_party", receiver="厦门大学")
    page = page_of(privacy_papers.issue_consent_record(person, row.pk, by=clerk, on=today))
    assert "厦门大学" in page and "接收方" in page and "2026年6月10日" in page
    facts = data_record.issue_data_record(person, by=clerk, on=today).facts
    assert [one["to"]["en"] for one in facts["notices"]] == ["The person herself"]
    assert [(one["says"]["en"], one["receiver"]) for one in facts["consents"]] == [("Consents", "厦门大学")]


def test_a_paper_of_somebody_else_is_none(person, child, clerk):
    row = said(child, clerk, speaker=str(child.representatives.get().pk))
    client = at(clerk, proven=True)
    assert client.post(reverse("issue_consent_record", args=[person.pk, row.pk])).status_code == 404
    assert client.post(reverse("issue_privacy_notice", args=[person.pk, row.pk])).status_code == 404
    assert client.post(reverse("issue_consent_record", args=[child.pk, row.pk])).status_code == 302
    assert IssuedPaper.objects.get(kind="consent_record").facts["representative"] == "林大華"
