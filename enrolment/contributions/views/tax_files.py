"""The tax authority's files: sending one, and what came of those that were sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from casework.imports.words import FILES
from casework.questions.rules.mistakes import FactsError
from casework.steps.views.access import needs
from casework.steps.views.uploads import takes_large_files
from casework.workbooks.services.files import WorkbookRefused
from enrolment.contributions.forms import TaxFileForm
from enrolment.contributions.models.tax_file import TaxFile
from enrolment.contributions.models.tax_upload import TaxUpload
from enrolment.contributions.queries.tax_progress import progress_of
from enrolment.contributions.services.tax_files import TEXT, SentBefore, book_tax_file
from enrolment.contributions.services.tax_uploads import LARGE, WaitsAlready, keep_tax_file
from enrolment.coverage.words.errors import error_text

SHOWN, PROBLEMS_SHOWN, LATEST = 50, 200, 10
# What is said otherwise of these files than of workbooks that somebody fills in.
SAID = {
    "too_many_rows": gettext_lazy("The file has more than %(rows)s rows. Send it in several files."),
    "content_differs": gettext_lazy("The content of the file is not what its name says. Send the file as it came."),
    "too_many_sheets": gettext_lazy("The workbook has more than %(sheets)s sheet. Send the one with the payments."),
    "other_kind": gettext_lazy("Only CSV files and XLSX workbooks are read."),
    # Of large files, found by the worker.
    "appointment_ended": gettext_lazy("Whoever sent the file may not book files any more. A colleague sends it again."),
    "headers": gettext_lazy("A column is missing: %(key)s."),
    "booked_before": gettext_lazy("The file was booked meanwhile; nothing was changed."),
}


@takes_large_files
@needs("book_tax_file")
def send_tax_file(request):
    """The form for a file, and the files that were sent before."""
    form = TaxFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["file"].size > LARGE:
            if _kept(request, form):
                return redirect("book_tax_file")
        elif (sent := _booked(request, form)) is not None:
            return redirect("see_tax_file", file_id=sent.pk)
    files = TaxFile.objects.visible_to(request.officer).select_related("office")
    uploads = list(TaxUpload.objects.visible_to(request.officer).filter(booked=None).select_related("office")[:LATEST])
    under_way = progress_of([one.pk for one in uploads if one.state == TaxUpload.State.WAITING and one.begun_at])
    context = {
        "form": form,
        "files": files[:SHOWN],
        "uploads": [(one, why_refused(one), under_way.get(one.pk)) for one in uploads],
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/contributions/tax_files.html", context, status=status)


def _kept(request, form: TaxFileForm) -> bool:
    """Whether a large file waits for the worker; what stands against it is said beside the field."""
    upload = form.cleaned_data["file"]
    try:
        keep_tax_file(upload.file, upload.name, upload.size, by=request.officer)
    except SentBefore:
        messages.info(request, _("This file was booked before; nothing was changed."))
    except WaitsAlready:
        messages.info(request, _("This file was sent before and waits for the worker; nothing was changed."))
    except WorkbookRefused as refused:
        form.add_error("file", _said(refused.code, refused.params))
    except FactsError as error:
        form.add_error("file", error_text(error))
    else:
        messages.success(request, _("The file is large: the worker books it. You may leave this page."))
    return not form.errors


def _said(code: str, params: dict) -> str:
    limits = {"rows": f"{TEXT.rows:,}", "megabytes": TEXT.megabytes, "columns": TEXT.columns}
    return str((FILES | SAID)[code]) % (limits | params)


def why_refused(upload: TaxUpload) -> str:
    """Why a large file was not read, in the reader's language; "" for one that waits."""
    return _said(upload.failure, upload.failure_params) if upload.failure else ""


def _booked(request, form: TaxFileForm) -> TaxFile | None:
    """What came of a file; None when it is not read, said beside the field."""
    upload = form.cleaned_data["file"]
    try:
        sent = book_tax_file(upload.file, upload.name, by=request.officer, on=request.officer.on)
    except SentBefore as before:
        messages.info(request, _("This file was booked before; nothing was changed."))
        return before.earlier
    except WorkbookRefused as refused:
        form.add_error("file", _said(refused.code, refused.params))
    except FactsError as error:
        form.add_error("file", error_text(error))
    else:
        messages.success(request, _("File of the tax office booked"))
        return sent
    return None


@needs("book_tax_file")
@require_GET
def see_tax_file(request, file_id):
    """What came of one file, and which rows were not booked."""
    files = TaxFile.objects.visible_to(request.officer).select_related("office")
    sent = get_object_or_404(files, pk=file_id)
    context = {"sent": sent, "problems": sent.problems.all()[:PROBLEMS_SHOWN]}
    return render(request, "enrolment/contributions/tax_file.html", context)
