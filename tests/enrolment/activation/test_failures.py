"""After a failed activation: what to do comes first, a code that is active already is a result, an end has a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from casework.case_pages.views import Bar
from casework.engine.refusals import Blocked
from casework.rulebook.rules.rule_files import LANGUAGES, RuleFileError
from enrolment.activation import services as activations
from enrolment.activation.models.activation_rule import OnlineChannel
from enrolment.activation.queries.activation_advice import advice_for
from enrolment.activation.rules.failures import FAILURES, PATH, load_failures, what_to_do
from enrolment.activation.services import Authority
from enrolment.models import ActivationAttempt, CodeActivation, Person
from enrolment.platform.rules.confirmations import recorded_answer
from tests.accounts import at
from tests.builders import JIMEI, data, enrolled, identity, op, submitted

CODES = CodeActivation.Failure.values
NOT_FOUND_ACTIVE = [code for code in CODES if code != "active_already"]


def test_every_failure_has_advice_in_three_languages_and_none_of_it_is_law():
    assert set(load_failures()) == set(FAILURES) == set(CODES)
    for advice in load_failures().values():
        assert advice.status == "assumed"
        assert len({len(advice.sentences[language]) for language in LANGUAGES}) == 1
        assert len({advice.said(code) for code in ("zh-hans", "zh-hant", "en")}) == 3


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('leads   = "retry"', 'leads   = "wait"', "one of correct, found_active, retry"),
        ('shuts   = ["online"]', 'shuts   = ["fax"]', "one of counter, online"),
        ("absent  = false", 'absent  = "no"', "true or false"),
        ("[failures.face_not_matched]", "[failures.hair_not_matched]", "unknown key hair_not_matched"),
        ('status  = "assumed"', 'status  = "law"', "one of assumed"),
        ('"Record the confirmation the platform shows as the result of this case.", ', "", "as many sentences"),
    ],
)
def test_a_malformed_file_is_refused_by_name(tmp_path, old, new, says):
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "failures.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileError, match=says):
        load_failures(path)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def person(clerk, staff):
    return Person.objects.get(pk=enrolled(clerk, staff("reviewer")).subject)


def step(officer, case) -> dict:
    return {"by": officer, "on": officer.on, "seen": case.version, "op": op()}


def checked(officer, person):
    case = activations.open_activation(person, by=officer, on=officer.on)
    document = person.documents.first()
    shown = activations.Presented(
        kind=document.kind_id, number=document.number.open_for_work(), name_agrees=True, consents=True
    )
    return activations.check_identity(case.pk, shown, **step(officer, case))


def failed(officer, person, failure: str):
    case = checked(officer, person)
    return activations.fail_activation(case.pk, failure, **step(officer, case))


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


@pytest.mark.django_db
@pytest.mark.parametrize("failure", NOT_FOUND_ACTIVE)
def test_the_page_says_what_to_do_and_leads_there(clerk, person, failure):
    case = failed(clerk, person, failure)
    page = at(clerk).get(reverse("see_case", args=[case.pk]), HTTP_ACCEPT_LANGUAGE="zh-hans")
    body, bar = page.content.decode(), page.context["bar_of_acts"]
    advice = what_to_do(failure)
    assert all(sentence in body for sentence in advice.said(page["Content-Language"]))
    assert body.index(advice.said(page["Content-Language"])[0]) < body.index(
        reverse("retry_activation", args=[case.pk])
    )
    assert isinstance(bar, Bar) and bar.lead.url == (
        reverse("retry_activation", args=[case.pk])
        if advice.leads == "retry"
        else reverse("see_person", args=[person.pk])
    )


@pytest.mark.django_db
def test_a_counter_that_does_not_hold_the_file_is_not_led_to_it(staff, person):
    elsewhere = staff("counter_clerk", JIMEI)
    case = failed(elsewhere, person, "name_differs")
    page = at(elsewhere).get(reverse("see_case", args=[case.pk]))
    assert page.status_code == 200
    assert reverse("see_person", args=[person.pk]) not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("failure", NOT_FOUND_ACTIVE)
def test_the_table_of_channels_shuts_what_the_failure_shuts_until_it_is_tried_again(clerk, person, failure):
    def possible(activation) -> dict[str, bool]:
        held = list(person.documents.select_related("kind"))
        lines = advice_for(held, clerk.office, clerk.on, "en", enrolled=True, activation=activation)
        return {line.advice.channel: line.advice.possible for line in lines}

    before = possible(None)
    case = failed(clerk, person, failure)
    after = possible(CodeActivation.objects.get())
    shut = what_to_do(failure).shuts
    assert before["counter"]
    assert after["counter"] is ("counter" not in shut)
    assert any(after[channel] for channel in ("alipay", "minzhengtong")) is ("online" not in shut)
    activations.retry_activation(case.pk, **step(clerk, case))
    assert possible(CodeActivation.objects.get()) == before


@pytest.mark.django_db
def test_what_had_to_be_corrected_is_confirmed_before_another_try(clerk, person):
    case, client = failed(clerk, person, "number_differs"), at(clerk)
    address = reverse("retry_activation", args=[case.pk])
    sent = {"seen": case.version, "op": str(op())}
    refused = client.post(address, sent)
    assert refused.status_code == 422 and refused.context["form"].errors.keys() == {"corrected"}
    assert client.post(address, sent | {"corrected": "on"}).status_code == 302
    assert CodeActivation.objects.get().state == "identity_checked"


@pytest.mark.django_db
def test_an_unreachable_platform_is_tried_again_without_a_word(clerk, person):
    case = failed(clerk, person, "platform_unreachable")
    sent = {"seen": case.version, "op": str(op())}
    assert at(clerk).post(reverse("retry_activation", args=[case.pk]), sent).status_code == 302


@pytest.mark.django_db
def test_active_already_is_a_result_with_the_confirmation_the_clerk_saw(clerk, person, today):
    case, client = checked(clerk, person), at(clerk)
    with pytest.raises(Blocked) as blocked:
        activations.fail_activation(case.pk, "active_already", **step(clerk, case))
    assert codes(blocked) == ["active_already"]
    sent = {"seen": case.version, "op": str(op()), "failure": "active_already"}
    answer = client.post(reverse("fail_activation", args=[case.pk]), sent)
    assert answer["Location"] == reverse("find_active", args=[case.pk])
    assert CodeActivation.objects.get().state == "identity_checked" and not ActivationAttempt.objects.exists()
    sent = {"seen": case.version, "op": str(op()), "confirmation": "AC-OLD-7"}
    assert client.post(answer["Location"], sent).status_code == 302
    row = CodeActivation.objects.get()
    assert (row.state, row.confirmation, row.activated_on, row.case.is_open) == (
        "found_active",
        "AC-OLD-7",
        None,
        False,
    )
    assert list(row.attempts.values_list("succeeded", "failure")) == [(False, "active_already")]
    body = client.get(reverse("see_case", args=[case.pk])).content.decode()
    assert "AC-OLD-7" in body
    with pytest.raises(Blocked) as blocked:
        activations.open_activation(person, by=clerk, on=today)
    assert codes(blocked) == ["activation_exists"]
    assert reverse("open_activation") not in client.get(reverse("see_person", args=[person.pk])).content.decode()


@pytest.mark.django_db
def test_after_a_failure_for_another_reason_the_platform_is_asked_first(clerk, person, today):
    case = failed(clerk, person, "name_differs")
    answer = recorded_answer("AC-OLD-8", today, today=today)
    with pytest.raises(Blocked) as blocked:
        activations.find_active(case.pk, answer, **step(clerk, case))
    assert codes(blocked) == ["another_failure"]
    page = at(clerk).get(reverse("see_case", args=[case.pk]))
    assert reverse("find_active", args=[case.pk]) not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("closing", "note", "code"),
    [
        ("", "", "no_reason"),
        ("not_asked", "", "no_reason"),
        ("bored", "", "no_reason"),
        ("other", "  ", "reason_without_words"),
    ],
)
def test_an_activation_is_not_ended_without_a_reason(clerk, person, closing, note, code):
    case = failed(clerk, person, "name_differs")
    with pytest.raises(Blocked) as blocked:
        activations.close_activation(case.pk, closing, note, **step(clerk, case))
    assert codes(blocked) == [code]
    assert CodeActivation.objects.get().state == "failed"


@pytest.mark.django_db
def test_the_reason_of_an_end_is_kept_and_shown(clerk, person):
    case, client = failed(clerk, person, "face_not_matched"), at(clerk)
    sent = {"seen": case.version, "op": str(op()), "closing": "other", "note": ""}
    address = reverse("close_activation", args=[case.pk])
    refused = client.post(address, sent)
    assert refused.status_code == 422 and refused.context["form"].errors.keys() == {"note"}
    assert client.post(address, sent | {"note": "证件照片太旧，换证后再来"}).status_code == 302
    row = CodeActivation.objects.get()
    assert (row.state, row.closing) == ("closed", "other")
    page = client.get(reverse("see_case", args=[case.pk])).content.decode()
    assert "证件照片太旧，换证后再来" in page and str(row.get_closing_display()) not in ("", "other")
    assert "换证" not in str(list(case.events.values_list("facts", flat=True))), "words about a person stay sealed"
    activations.open_activation(person, by=clerk, on=clerk.on)


@pytest.mark.django_db
def test_who_does_it_online_is_asked_through_which_channel(clerk, person):
    case, client = failed(clerk, person, "face_not_matched"), at(clerk)
    address = reverse("close_activation", args=[case.pk])
    offered = client.get(address).context["form"].fields["channel"].choices
    assert [code for code, _words in offered] == ["nhsa_app", "minzhengtong", "wechat", "alipay", "untold"]
    sent = {"seen": case.version, "op": str(op()), "closing": "does_it_online", "note": ""}
    refused = client.post(address, sent)
    assert refused.status_code == 422 and refused.context["form"].errors.keys() == {"channel"}
    # What was chosen for another reason counts nothing.
    with pytest.raises(Blocked):
        activations.close_activation(case.pk, "not_wanted", "", "alipay", **step(clerk, case))
    assert client.post(address, sent | {"channel": "alipay"}).status_code == 302
    row = CodeActivation.objects.get()
    assert (row.closing, row.closing_channel) == ("does_it_online", "alipay")
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeActivation.objects.update(closing="not_wanted")
    assert str(OnlineChannel.ALIPAY.label) in client.get(reverse("see_case", args=[case.pk])).content.decode()


@pytest.mark.django_db
def test_who_issued_it_is_asked_of_passports_alone(clerk, person):
    case = activations.open_activation(person, by=clerk, on=clerk.on)
    form = at(clerk).get(reverse("check_identity", args=[case.pk])).context["form"]
    assert "issuer" not in form.fields and "passport" not in dict(form.fields["kind"].choices)


@pytest.mark.django_db
def test_nobody_s_face_is_asked_for_with_an_agent_at_the_counter(clerk, person, today):
    case, client = checked(clerk, person), at(clerk)
    page = reverse("fail_activation", args=[case.pk])
    alone = [code for code, _words in client.get(page).context["form"].fields["failure"].choices]
    authority = Authority("林母", "12345678", "mother", today + timedelta(days=400))
    activations.record_authority(case.pk, authority, by=clerk, on=today)
    with_agent = [code for code, _words in client.get(page).context["form"].fields["failure"].choices]
    assert alone == CODES and with_agent == [code for code in CODES if code != "face_not_matched"]


def test_each_reason_of_an_end_is_said_in_each_language():
    for closing in CodeActivation.Closing:
        said = {}
        for language in ("zh-hans", "zh-hant", "en"):
            with override(language):
                said[language] = str(closing.label)
        assert said["en"].isascii() and not any(char.isascii() for char in said["zh-hans"] + said["zh-hant"])


@pytest.mark.django_db
def test_a_person_who_is_not_enrolled_is_led_to_an_application(clerk, staff):
    """An activation asked for all the same, from a page that stood open, says why on her page."""
    person = submitted(clerk, data(identity(7))).enrolment_application.person
    client = at(clerk)
    page = reverse("see_person", args=[person.pk])
    body = client.get(page).content.decode()
    assert reverse("open_application") in body and reverse("open_activation") not in body
    answer = client.post(reverse("open_activation"), {"person": person.pk}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    with override("zh-hans"):
        assert str(activations.NOT_ENROLLED) in answer.content.decode()
    # Who may only look is offered neither.
    body = at(staff("auditor")).get(page).content.decode()
    assert 'data-key="F10"' not in body
