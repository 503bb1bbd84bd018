"""The application case from draft to its end, through the services the pages use."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casework.engine.refusals import AlreadyMoved, Blocked, OperationMismatch
from casework.models import CaseFile, Deadline, Duty, Event
from enrolment.applications.services import applications, enrolments, refusals
from enrolment.applications.services.applications import FieldAnswer
from enrolment.applications.services.claims_of_identity import HeldElsewhere
from enrolment.applications.services.refusals import Refusal
from enrolment.models import Enrolment, IdentityDocument, Person
from tests.builders import (
    JIMEI,
    NOT_PROVEN,
    answered,
    data,
    enrolled,
    identity,
    op,
    platform_record,
    submitted,
    to_bring,
    to_correct,
    verified,
)

pytestmark = pytest.mark.django_db


def codes(blocked) -> set[str]:
    return {reason.code for reason in blocked.value.reasons}


def test_a_whole_visit_with_a_residence_permit(staff, today):
    case = enrolled(staff("counter_clerk"), staff("reviewer"))
    assert case.state == "enrolled" and not case.is_open and case.closed_on == today
    assert case.reference == "350203-EN-2026-000001"
    enrolment = Enrolment.objects.get()
    assert (enrolment.scheme, enrolment.office.code) == ("urrbmi", "350203")
    assert list(case.duties.order_by("id").values_list("duty", flat=True)) == ["maker", "checker"]
    verbs = list(case.events.order_by("id").values_list("verb", flat=True))
    assert verbs == ["open_application", "submit_application", "verify_documents", "enrol"]


def test_submitting_starts_the_clock_of_ten_working_days(staff):
    case = submitted(staff("counter_clerk"), data(received_on=date(2026, 6, 10)))
    clock = case.deadlines.get()
    # 19 to 21 June 2026 are the Dragon Boat break: ten working days after 10 June end on 25 June.
    assert (clock.rule, clock.legal_on, clock.provisional) == ("enrolment.processing_limit", date(2026, 6, 25), False)
    assert CaseFile.objects.get(pk=case.pk).due_on == date(2026, 6, 25)


def test_a_travel_permit_alone_goes_to_a_second_reviewer(staff, today):
    who = identity(7, kind="taiwan_travel_permit", sex="male")
    case = verified(staff("counter_clerk"), staff("reviewer"), data(who))
    application = case.enrolment_application
    assert application.second_review_needed
    verdicts = {rule["verdict"] for rule in application.eligibility["applied"]}
    assert verdicts == {"accepts", "document_not_accepted"}
    checker = staff("reviewer")
    with pytest.raises(Blocked) as blocked:
        enrolments.enrol(case.pk, platform_record(), by=checker, on=today, seen=case.version, op=op())
    assert codes(blocked) == {"second_review_missing"}
    with pytest.raises(Blocked) as blocked:
        applications.review_second(
            case.pk, "两条规定不一致，按居住证办理", by=checker, on=today, seen=case.version, op=op()
        )
    assert codes(blocked) == {"other_duty"}
    case = applications.review_second(
        case.pk, "两条规定不一致，按居住证办理", by=staff("reviewer", number=2), on=today, seen=case.version, op=op()
    )
    case = enrolments.enrol(case.pk, platform_record(), by=checker, on=today, seen=case.version, op=op())
    assert case.state == "enrolled"


def test_the_maker_never_checks(staff, today):
    clerk = staff("counter_clerk")
    case = submitted(clerk)
    with pytest.raises(PermissionDenied):
        applications.verify_documents(case.pk, [], originals_seen=True, by=clerk, on=today, seen=case.version, op=op())


def test_the_same_document_twice_is_refused_at_the_same_office(staff):
    clerk = staff("counter_clerk")
    first = submitted(clerk)
    with pytest.raises(Blocked) as blocked:
        submitted(clerk)
    assert codes(blocked) == {"open_application"} and first.reference in str(blocked.value.reasons[0].text)
    assert Person.objects.count() == 1


def test_a_person_of_another_office_is_named_by_office_and_date_only(staff):
    submitted(staff("counter_clerk", JIMEI))
    with pytest.raises(HeldElsewhere) as held:
        submitted(staff("counter_clerk"))
    text = str(held.value.reasons[0].text)
    assert "2026-06-10" in text and "集美" in text and "陳" not in text
    assert Person.objects.count() == 1


def test_papers_come_back_and_the_strictest_date_stays(staff, today):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    case = submitted(clerk)
    case = applications.return_for_papers(
        case.pk, to_bring("identity_document"), by=reviewer, on=today, seen=case.version, op=op()
    )
    due_on = case.due_on
    assert case.state == "returned" and due_on is not None
    corrected = answered(case, data(identity(4, name="陳曉明"), completed_on=date(2026, 6, 22)), "brought")
    case = applications.submit_application(
        case.pk, corrected, by=clerk, on=date(2026, 6, 22), seen=case.version, op=op()
    )
    assert case.due_on == due_on
    assert case.received_on == today
    assert case.received_on == today
    assert Deadline.objects.get(case=case).readings.get(reading="restart").legal_on == date(2026, 7, 6)
    assert Person.objects.get().name == "陳曉明"
    assert IdentityDocument.objects.filter(superseded_at=None).count() == 1


def test_nothing_moves_on_a_stale_version_and_nothing_twice_on_one_operation(staff, today):
    reviewer = staff("reviewer")
    case = submitted(staff("counter_clerk"))
    with pytest.raises(AlreadyMoved):
        refusals.refuse(case.pk, NOT_PROVEN, by=reviewer, on=today, seen=case.version - 1, op=op())
    press = op()
    for _again in range(2):
        done = refusals.refuse(case.pk, NOT_PROVEN, by=reviewer, on=today, seen=case.version, op=press)
        assert done.state == "refused"
    assert Event.objects.filter(case=case, verb="refuse").count() == 1
    with pytest.raises(OperationMismatch):
        refusals.refuse(
            case.pk,
            Refusal("insured_elsewhere", "材料不能证明", "《条例》第一条"),
            by=reviewer,
            on=today,
            seen=case.version,
            op=press,
        )


def test_a_field_that_disagrees_is_not_verified(staff, today):
    case = submitted(staff("counter_clerk"))
    fields = applications.fields_to_check(case.enrolment_application)
    answers = [FieldAnswer(field, field != "name", "" if field != "name" else "differs") for field in fields]
    with pytest.raises(Blocked) as blocked:
        applications.verify_documents(
            case.pk, answers[1:], originals_seen=False, by=staff("reviewer"), on=today, seen=case.version, op=op()
        )
    assert codes(blocked) == {"fields_unanswered", "fields_disagree", "originals_not_seen"}
    assert Duty.objects.filter(case=case, duty="checker").count() == 0


def test_an_answer_given_earlier_in_the_round_stays(staff):
    application = submitted(staff("counter_clerk")).enrolment_application
    first, second = staff("reviewer"), staff("reviewer", number=2)
    applications.write_field_checks(application, [FieldAnswer("name", False, "unreadable")], first)
    applications.write_field_checks(application, [FieldAnswer("name", True), FieldAnswer("sex", True)], second)
    written = application.field_checks.order_by("field").values_list("field", "agrees", "checked_by")
    assert list(written) == [("name", False, first.user.pk), ("sex", True, second.user.pk)]


def test_nobody_handles_a_case_about_herself(staff, today):
    case = submitted(staff("counter_clerk"))
    reviewer = staff("reviewer")
    reviewer.user.own_subject = case.subject
    reviewer.user.save()
    with pytest.raises(PermissionDenied):
        refusals.refuse(case.pk, NOT_PROVEN, by=reviewer, on=today, seen=case.version, op=op())


def test_a_platform_number_of_somebody_else_is_refused_beside_its_field(staff, today):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    enrolled(clerk, reviewer)
    taken = Person.objects.get().platform_person_no
    case = verified(clerk, reviewer, data(identity(6)))
    with pytest.raises(Blocked) as blocked:
        enrolments.enrol(case.pk, platform_record(person_no=taken), by=reviewer, on=today, seen=case.version, op=op())
    assert [(r.code, r.field) for r in blocked.value.reasons] == [("person_no_taken", "person_no")]
    assert CaseFile.objects.get(pk=case.pk).state == "verified"


def test_a_center_takes_in_and_the_office_decides(staff, today):
    worker = staff.center()
    case = submitted(worker)
    assert (case.office.code, case.through_center_id) == ("350203", worker.office.pk)
    with pytest.raises(PermissionDenied):
        refusals.refuse(case.pk, NOT_PROVEN, by=worker, on=today, seen=case.version, op=op())
    assert CaseFile.objects.visible_to(staff("reviewer")).count() == 1
    assert CaseFile.objects.visible_to(staff("reviewer", JIMEI)).count() == 0


def test_papers_of_somebody_who_has_left_come_back_to_nobody(staff, today):
    clerk = staff("counter_clerk")
    case = submitted(clerk)
    clerk.user.is_active = False
    clerk.user.save()
    applications.return_for_papers(
        case.pk, to_correct("name"), by=staff("reviewer"), on=today, seen=case.version, op=op()
    )
    assert CaseFile.objects.get(pk=case.pk).assigned_to is None


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "未查到明文依据"), ("zh-hant", "未查到明文依據"), ("en", "No text was found")],
)
def test_the_page_of_a_returned_case_says_what_missing_papers_do_to_the_clock(staff, today, client, language, words):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    case = submitted(clerk)
    applications.return_for_papers(case.pk, to_correct("name"), by=reviewer, on=today, seen=case.version, op=op())
    clerk.user.language = language
    clerk.user.save(update_fields=["language"])
    client.force_login(clerk.user, backend="casework.authentication.AppointmentBackend")
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert words in page
