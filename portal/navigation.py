"""What every page's frame shows: who acts where, the verbs of the role with what waits, the language menu."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from casework.desk.queries.work import waiting_counts
from casework.staff.officer import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Entry:
    """One place the left column can lead to, and the verb that opens it."""

    url_name: str
    verb: str
    label: "StrOrPromise"
    by_post: bool = False


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """An entry as this reader sees it now. `count` is None where nothing is counted."""

    url_name: str
    url: str
    label: "StrOrPromise"
    count: int | None
    current: bool
    by_post: bool


ENTRIES = (
    Entry("home", "", _("My work")),
    Entry("open_application", "open_application", _("New application"), by_post=True),
    Entry("import_students", "import_students", _("Lists of people")),
    Entry("work_list", "see_work_list", _("Work list")),
    Entry("see_employers", "see_employer", _("Employers")),
    Entry("see_institutions", "see_institution", _("Institutions")),
    Entry("see_catalogue", "see_catalogue", _("Catalogue and prices")),
    Entry("try_rules", "try_rules", _("Try supervision rules")),
    Entry("see_board", "see_board", _("Hires by date")),
    Entry("see_duplicates", "judge_duplicate", _("Possible duplicates")),
    Entry("book_tax_file", "book_tax_file", _("Files of the tax office")),
    Entry("see_expiring", "see_expiring", _("Documents that run out")),
    Entry("see_register_reports", "see_register_reports", _("Reports of registers")),
    Entry("see_code_batches", "see_code_batches", _("Codes in batches")),
    Entry("see_codes_to_renew", "see_codes_to_renew", _("Codes to renew")),
    Entry("see_post", "serve_mailing", _("To post or hand over")),
    Entry("see_payments", "see_payments", _("Paying out")),
    Entry("see_months", "see_months", _("Months of institutions")),
    Entry("see_advances", "see_advances", _("Prepayments and deposits")),
    Entry("see_clawbacks", "see_clawbacks", _("Recoveries from institutions")),
    Entry("see_clearing", "see_clearing", _("Clearing between areas")),
    Entry("see_area_clearings", "see_area_clearings", _("Payments between areas")),
    Entry("see_recoveries", "see_recoveries", _("Recoveries")),
    Entry("see_books", "see_books", _("Books of the fund")),
    Entry("see_value_recalls", "see_value_recalls", _("Published values recalled")),
    Entry("see_year_ends", "see_year_ends", _("Year ends of claims")),
    Entry("see_returns", "see_returns", _("Cases returned")),
    Entry("see_statistics", "see_statistics", _("Statistics")),
    Entry("see_samples", "see_samples", _("Samples of claims")),
    Entry("see_reconsiderations", "see_reconsiderations", _("Complaints about decisions")),
    Entry("see_claim_figures", "see_claim_figures", _("Figures of claims")),
    Entry("see_month_figures", "see_month_figures", _("Months of Taiwan-funded institutions")),
    Entry("see_monthly_returns", "see_monthly_returns", _("Monthly returns")),
    Entry("see_mailings", "see_mailings", _("Notices")),
    Entry("name_claimant", "name_claimant", _("Take in a manual reimbursement")),
    Entry("look_up_identity", "look_up_identity", _("Look up a person")),
    Entry("verify_paper", "verify_paper", _("Verify a paper")),
    Entry("calculate", "calculate", _("Calculator")),
    Entry("see_policies", "see_policies", _("Benefit policies")),
    Entry("rules", "see_rules", _("Rules")),
    Entry("jobs", "see_jobs", _("Jobs")),
    Entry("see_drafts", "publish_rules", _("Drafts of rules")),
    Entry("see_staff", "see_staff", _("Staff")),
    Entry("admin:index", "see_admin", _("Administration")),
)


def frame(request) -> dict:
    """Context of base.html. Lazy: a fragment that extends nothing pays for nothing."""
    officer = getattr(request, "officer", None)
    return {
        "officer": officer,
        "navigation": SimpleLazyObject(lambda: navigation_for(request, officer)),
        "other_appointments": SimpleLazyObject(lambda: _other_appointments(request, officer)),
        "search_url": url_or_none("search") if officer and officer.may("search") else None,
        "languages": settings.LANGUAGES,
        "demonstration": settings.DEMONSTRATION,
        "idle_seconds": settings.IDLE_SECONDS,
        "request_id": getattr(request, "request_id", ""),
    }


def navigation_for(request, officer: Officer | None) -> list[NavigationItem]:
    """The entries this officer's role opens, with what waits behind them."""
    if officer is None:
        return []
    counts = waiting_counts(officer)
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match else ""
    return [
        NavigationItem(
            url_name=entry.url_name,
            url=url,
            label=entry.label,
            count=counts.get(entry.url_name),
            current=here == entry.url_name,
            by_post=entry.by_post,
        )
        for entry in ENTRIES
        if (not entry.verb or officer.may(entry.verb)) and (url := url_or_none(entry.url_name))
    ]


def url_or_none(name: str) -> str | None:
    """The address of a page, or None when this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _other_appointments(request, officer: Officer | None) -> list:
    if officer is None:
        return []
    return [row for row in request.appointments if row.pk != officer.appointment.pk]
