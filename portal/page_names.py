"""How pages are called where looks at personal data are listed."""

from django.utils.translation import gettext_lazy as _

# What the framework's own catalogues say in English on a Chinese page.
OF_THE_FRAMEWORK = (_("Change or view list link"),)
PAGES: dict[str, object] = {
    "home": _("My work"),
    "work_list": _("Work list"),
    "see_case": _("Page of a case"),
    "see_case_history": _("History of a case"),
    "see_hire": _("Page of a hire"),
    "see_person": _("Page of a person"),
    "see_person_history": _("History of a person"),
    "see_contributions": _("Contributions and cover"),
    "explain_eligibility": _("Why somebody can or cannot join"),
    "see_employer_change": _("Change of an employer"),
    "see_monthly_return": _("Monthly return"),
    "choose_change": _("Change the enrolment"),
    "see_payments": _("Paying out"),
    "see_batch": _("A batch of payments"),
    "see_statement": _("Settlement statement"),
    "see_employer": _("Page of an employer"),
    "see_board": _("Hires by date"),
    "search": _("Search"),
    "see_duplicates": _("Possible duplicates"),
    "see_calculation": _("A kept calculation"),
    "see_calculations": _("Kept calculations"),
    "see_mailing": _("A message"),
    "see_mailings": _("Notices"),
    "see_paper": _("An issued paper"),
    "see_evidence": _("A scan"),
    "intake": _("Intake"),
    "check_answers": _("Check the answers"),
    "reveal_field": _("A value in full"),
}
