"""A scan that comes with the sheet it stands beside: a browser without scripts sends both at once, and nothing typed is lost."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from casework.drafts.services.drafts import DraftChanged, DraftTooLong, Window, save_draft
from casework.evidence.services.evidence import store_evidence
from casework.evidence.services.evidence_files import EvidenceRefused
from casework.evidence.views import limited_upload
from casework.steps.views.access import needs
from enrolment.applications.views.intake import EDITABLE, FORM, editable_case, show_other_window


@limited_upload
@needs("submit_application")
def add_scan_to_sheet(request, case_id):
    """POST: keep what is typed, then the file. Anything else leads back to the sheet."""
    case = editable_case(request, case_id)
    if request.method != "POST" or case.state not in EDITABLE:
        return redirect("intake", case_id=case.pk)
    # Reading the files is what makes the handler see them.
    upload = request.FILES.get("file")
    try:
        save_draft(case, FORM, request.POST, by=request.officer, window=Window.of(request.POST))
    except DraftTooLong:
        messages.error(request, _("More was typed than a form can hold. The last saved draft was kept."))
    except DraftChanged as changed:
        return show_other_window(request, case, changed)
    try:
        if getattr(request, "upload_too_large", False):
            raise EvidenceRefused("too_large")
        store_evidence(case.pk, upload, request.POST.get("item", ""), by=request.officer)
    except EvidenceRefused as refused:
        messages.error(request, refused.text)
    else:
        messages.success(request, _("Scan saved."))
    return redirect("intake", case_id=case.pk)
