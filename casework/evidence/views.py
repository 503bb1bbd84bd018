"""Pages of evidence: add a file, see it, withdraw it. A whole page without htmx, the list alone with it."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from casework.casefile.models.case_file import CaseFile
from casework.engine.table import workflow_of
from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.models.evidence import Evidence
from casework.evidence.queries import checklist_of, evidence_of
from casework.evidence.services import evidence as kept
from casework.evidence.services import reuse
from casework.evidence.services.evidence_files import EvidenceRefused
from casework.sealing.cipher import SealBroken
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.uploads import HOPELESS, takes_files

FRAME_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


class StopAtLimit(FileUploadHandler):
    """Drops a file as soon as it is over the limit, so that it never fills the disk; the page says what happened."""

    def __init__(self, request):
        super().__init__(request)
        self.received = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_BYTES:
            self.request.upload_too_large = True
            if self.received > HOPELESS * settings.UPLOAD_BYTES:
                raise StopUpload(connection_reset=True)
            return None
        return raw_data

    def file_complete(self, file_size):
        return None


def limited_upload(view):
    """Put the limit in place before anything reads the body; the token is checked after that."""

    @wraps(view)
    def limited(request, *args, **kwargs):
        request.upload_handlers.insert(0, StopAtLimit(request))
        return csrf_protect(view)(request, *args, **kwargs)

    return takes_files(csrf_exempt(limited))


@limited_upload
@needs("add_evidence")
def add_evidence(request, case_id):
    """POST: keep a file. Anything else leads back to the case, as after a log-in in between."""
    case = case_or_404(request.officer, case_id)
    if request.method != "POST":
        return _to_case(case)
    try:
        # Reading the files is what makes the handler see them.
        upload = request.FILES.get("file")
        if getattr(request, "upload_too_large", False):
            raise EvidenceRefused("too_large")
        kept.store_evidence(case.pk, upload, request.POST.get("item", ""), by=request.officer)
    except EvidenceRefused as refused:
        return _answer(request, case, refused)
    return _answer(request, case, done=_("Scan saved."))


@needs("add_evidence")
def reuse_evidence(request, case_id, evidence_id):
    """POST: keep a scan of an earlier case of the same person here, as it was verified there."""
    case = case_or_404(request.officer, case_id)
    if request.method != "POST":
        return _to_case(case)
    try:
        reuse.reuse_evidence(case.pk, evidence_id, by=request.officer)
    except EvidenceRefused as refused:
        return _answer(request, case, refused)
    except (FileNotFoundError, SealBroken):
        return render(request, "casework/evidence/evidence_missing.html", {"case": case}, status=410)
    return _answer(request, case, done=_("Scan taken over, as verified there."))


@needs("add_evidence")
def withdraw_evidence(request, evidence_id):
    """POST: take a file off a draft or returned case."""
    evidence = _evidence_or_404(request.officer, evidence_id, withdrawn=True)
    if request.method != "POST":
        return _to_case(evidence.case)
    # Withdrawn before, by a second press or in another window, it is withdrawn: the service changes nothing then.
    try:
        kept.withdraw_evidence(evidence.pk, by=request.officer)
    except EvidenceRefused as refused:
        return _answer(request, evidence.case, refused)
    return _answer(request, evidence.case, done=_("The file is withdrawn."))


@require_safe
@needs("see_evidence")
def see_evidence(request, evidence_id):
    """The file itself: a picture to look at, a PDF to download, under a name without personal data."""
    evidence = _evidence_or_404(request.officer, evidence_id)
    try:
        content = kept.open_evidence(evidence, request.officer)
    except (FileNotFoundError, SealBroken):
        return render(request, "casework/evidence/evidence_missing.html", {"case": evidence.case}, status=410)
    shown = "attachment" if evidence.media_type == "application/pdf" else "inline"
    ending = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}[evidence.media_type]
    headers = {
        "Content-Disposition": f'{shown}; filename="evidence-{evidence.pk.hex[:8]}.{ending}"',
        "Content-Security-Policy": FRAME_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(content, content_type=evidence.media_type, headers=headers)


def shown_documents(case: CaseFile) -> list[dict]:
    """The files of a case as components/document_viewer.html shows them: url, label, media_type. Two queries."""
    return [
        {
            "url": reverse("see_evidence", args=[row.pk]),
            "label": f"{row.number}. {row.item_name}{_verified(row)}",
            "media_type": row.media_type,
        }
        for row in evidence_of(case)
    ]


def _verified(row: Evidence) -> str:
    """Behind the name of a scan that was taken over: when and by whom it was verified."""
    if row.verified_on is None:
        return ""
    return " · " + _("verified on %(day)s by %(who)s") % {"day": row.verified_on.isoformat(), "who": row.verified_by}


def _evidence_or_404(officer, evidence_id, *, withdrawn: bool = False) -> Evidence:
    visible = CaseFile.objects.visible_to(officer)
    rows = Evidence.objects.filter(pk=evidence_id, case__in=visible)
    row = rows.select_related("case__office").first()
    if row is None or (row.withdrawn_at and not withdrawn):
        raise Http404
    return row


def _answer(request, case: CaseFile, refused: EvidenceRefused | None = None, done: str = ""):
    """The list again, with what happened: as a fragment, or on the page of the case."""
    if request.headers.get("HX-Request"):
        context = {
            "case": case,
            "refused": refused,
            "done": done,
            "items": _items(request, case),
            "chosen_item": request.POST.get("item", "") if refused else "",
        }
        response = render(request, "casework/evidence/evidence_upload.html", context, status=422 if refused else 200)
        # The page's list of papers says "missing" until it is asked anew.
        response["HX-Trigger"] = "evidence-changed"
        return response
    if refused:
        messages.error(request, refused.text)
    else:
        messages.success(request, done)
    return _to_case(case)


def _items(request, case: CaseFile) -> list[ChecklistItem]:
    """The papers the page offered for a scan, which follow what is typed on it and may not be saved yet; else those of the path."""
    items = checklist_of(
        case.kind, request.officer.on, workflow_of(case.kind).path_of(case) or None, place=case.office.place_id
    )
    by_code = {item.code: item for item in items}
    return [by_code[code] for code in request.POST.get("offered", "").split() if code in by_code] or items


def _to_case(case: CaseFile):
    return redirect(workflow_of(case.kind).page_for(case.state), case_id=case.pk)
