"""The notice on personal information while an application is taken in: its text beside Chinese, and to whom it was shown."""

from collections.abc import Sequence
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from enrolment.applications.forms.intake import IntakeForm
from enrolment.consent.forms import IntakeNoticeForm
from enrolment.consent.queries.standing import was_told
from enrolment.consent.queries.texts import columns_of, notice_on
from enrolment.consent.services.notices import ShownAtIntake
from enrolment.eligibility.rules.paths import OF_MINORS

CHOOSE = _("Choose one of the answers offered.")


def notice_context(request, case: CaseFile, form: IntakeForm, on: date, problems: Sequence = ()) -> dict:
    """What the page shows of it; nothing where the person of this case was told before. `problems`: what the service refused. Two
    queries."""
    application = case.enrolment_application
    if application.person_id and was_told(application.person_id):
        return {}
    data = form.cleaned_data
    text = notice_on(data["birth_on"], on)
    version = text.starts_on.isoformat()
    shown = IntakeNoticeForm(_sent_again(request, version), initial={"notice_version": version})
    if problems and not shown.errors:
        for problem in problems:
            shown.add_error("notice_to", problem)
    return {
        "notice_form": shown,
        "columns": columns_of(text, data["language"]),
        "for_guardian": data["path"] in OF_MINORS,
    }


def _sent_again(request, version: str) -> QueryDict | None:
    """What was sent, with the text that is shown now: a newer one may be in force since."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    data["notice_version"] = version
    return data


def shown_at_intake(request, form: IntakeForm) -> ShownAtIntake | None:
    """What the counter says was shown, None for nobody yet. Raises Blocked for what no form offers."""
    asked = IntakeNoticeForm(request.POST)
    if not asked.is_valid():
        raise Blocked(Reason("no_such_party", CHOOSE, "notice_to"))
    return asked.shown(form.cleaned_data["language"])


def problems_of_notice(blocked: Blocked) -> list:
    """What a refusal says of the notice; everything else is said on the sheet."""
    return [reason.text for reason in blocked.reasons if reason.field == "notice_to" or reason.code == "text_changed"]
