"""Addresses of evidence and papers. Keys are random; no address says anything about a person."""

from django.urls import path

from casework.evidence import views as evidence
from casework.papers import views as papers

urlpatterns = [
    path("cases/<uuid:case_id>/evidence/", evidence.add_evidence, name="add_evidence"),
    path("cases/<uuid:case_id>/evidence/<uuid:evidence_id>/use/", evidence.reuse_evidence, name="reuse_evidence"),
    path("evidence/<uuid:evidence_id>/", evidence.see_evidence, name="see_evidence"),
    path("evidence/<uuid:evidence_id>/withdraw/", evidence.withdraw_evidence, name="withdraw_evidence"),
    path("papers/check/", papers.verify_paper, name="verify_paper"),
    path("papers/<uuid:paper_id>/", papers.see_paper, name="see_paper"),
    path("papers/<uuid:paper_id>/print/", papers.print_paper, name="print_paper"),
    path("papers/<uuid:paper_id>/prints/<int:copy_number>/", papers.see_print, name="see_print"),
    path("papers/<uuid:paper_id>/prints/<int:copy_number>/file/", papers.print_file, name="print_file"),
    path("papers/<uuid:paper_id>/prints/<int:copy_number>/copy/", papers.marked_print_file, name="marked_print_file"),
]
