"""Whose file it is, as the counter meets it: a difference at intake, a second file judged, merged, taken back."""

import pytest
from django.utils import timezone

from enrolment.models import EnrolmentApplication, Merge, Person, PossibleDuplicate
from tests.browser.test_visit import LANGUAGES
from tests.builders import data, identity, submitted, verified

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("language", LANGUAGES),
]
OWNER = identity(8, kind="taiwan_travel_permit", number="06660001", name="原主人", latin_name="")


def today(who, **changes):
    return data(who, received_on=timezone.localdate(), **changes)


def fill(page, name: str, sex: str = "female") -> None:
    page.check("input[name=kind][value=taiwan_travel_permit]")
    page.fill("#id_number", OWNER.number)
    page.fill("#id_name", name)
    page.fill("#id_birth_on", "19900101")
    page.check(f"input[name=sex][value={sex}]")
    page.check("input[name=path][value=non_working]")
    page.press("#id_address", "Tab")


def withdrawn(case, clerk) -> None:
    from enrolment.applications.services import applications
    from tests.builders import op

    applications.withdraw(
        case.pk, "entered_in_error", originals_returned=True, by=clerk, on=clerk.on, seen=case.version, op=op()
    )


def test_a_difference_at_intake_is_a_question(desk, people, language):
    clerk = people("counter_clerk")
    first = submitted(clerk, today(OWNER))
    withdrawn(first, clerk)
    at = desk(officer=clerk, language=language)
    at.press("form[action$='/applications/open/'] button")
    fill(at.page, "張冠李戴")
    at.page.locator("#difference table").wait_for()
    at.looked_at("difference-at-intake")
    at.key("F10")
    # Nothing goes on before it is answered, and nothing typed is lost.
    assert at.page.locator("#id_difference_error, .invalid-feedback, [id*=difference] .invalid-feedback").count()
    assert at.page.input_value("#id_name") == "張冠李戴"
    at.page.check("input[name=difference][value=other]")
    at.key("F10")
    at.healthy("difference-other-person")
    at.page.check("input[name=difference][value=unsure]")
    at.key("F10")
    at.looked_at("difference-answers")
    at.press("button[value=submit_seen]")
    application = EnrolmentApplication.objects.get(state="submitted")
    assert application.doubt == "open" and Person.objects.get().name == "原主人"
    supervisor = desk("supervisor", language=language)
    supervisor.go(f"/cases/{application.pk}/judge-identity/")
    supervisor.looked_at("judge-identity")
    supervisor.page.check("input[name=verdict][value=same]")
    supervisor.page.fill("#id_reason", "户籍誊本")
    supervisor.key("F10")
    reviewer = desk("reviewer", language=language)
    reviewer.go(f"/cases/{application.pk}/verify-documents/")
    reviewer.looked_at("verify-against-the-file")


def test_a_second_file_is_judged_merged_and_taken_back(desk, people, language):
    clerk, reviewer = people("counter_clerk"), people("reviewer")
    case = verified(clerk, reviewer, today(identity(8, name="陈双保", latin_name="")))
    withdrawn(case, clerk)
    other = verified(clerk, reviewer, today(identity(110, name="陳雙保", latin_name="CHEN SHUANG-PAO")))
    pair = PossibleDuplicate.objects.get()
    first = desk(officer=reviewer, language=language)
    first.go(f"/cases/{other.pk}/")
    first.looked_at("case-with-a-second-file")
    first.go("/duplicates/")
    first.looked_at("duplicates")
    first.press("a.row-link")
    first.looked_at("judge-duplicate")
    first.key("F10")
    first.healthy("judge-duplicate-refused")
    first.page.check("input[name=verdict][value=same]")
    first.page.fill("#id_reason", "两证照片一致")
    first.key("F10")
    supervisor = desk("supervisor", language=language)
    supervisor.go(f"/duplicates/{pair.pk}/merge/?keep=second")
    supervisor.looked_at("merge-preview")
    supervisor.key("F10")
    supervisor.looked_at("person-merged")
    merge = Merge.objects.get()
    supervisor.go(f"/people/{merge.joined_person_id}/")
    supervisor.healthy("person-merged-away")
    supervisor.go(f"/merges/{merge.pk}/undo/")
    supervisor.looked_at("undo-merge")
    supervisor.page.fill("#id_reason", "照片比对有误")
    supervisor.key("F10")
    supervisor.healthy("merge-undone")
    assert Merge.objects.get().undone_on and not Person.objects.filter(merged_into__isnull=False).exists()


def test_a_difference_without_scripts(desk, people, language):
    clerk = people("counter_clerk")
    withdrawn(submitted(clerk, today(OWNER)), clerk)
    at = desk(officer=clerk, language=language, javascript=False)
    at.press("form[action$='/applications/open/'] button")
    fill(at.page, "張冠李戴")
    at.press("button[value=check_answers]")
    assert at.page.locator("#difference table").count() == 1
    at.page.check("input[name=difference][value=renewed]")
    at.press("button[value=check_answers]")
    at.press("button[value=submit_seen]")
    row = EnrolmentApplication.objects.get(state="submitted")
    assert row.applicant.difference == "renewed" and Person.objects.get().name == OWNER.name
