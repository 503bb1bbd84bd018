"""What the tables of equal treatment are called, and their columns and rows."""

from django.utils.translation import gettext_lazy as _

from institutions.equal_treatment.rules.comparison import DAYS, OTHERS, OUTCOME, PAPERS, STATES, TAIWAN

TITLES = {
    STATES: _("What became of them"),
    OUTCOME: _("How they were answered"),
    DAYS: _("Days from receipt to answer"),
    PAPERS: _("Whether papers were asked for"),
}
COLUMNS = {
    "answered": _("Answered"),
    "open": _("Still open"),
    "withdrawn": _("Withdrawn"),
    "signed": _("Agreement signed"),
    "turned_away": _("Not accepted or not passed"),
    "to_30": _("up to 30"),
    "to_60": _("31 to 60"),
    "to_90": _("61 to 90"),
    "over_90": _("over 90"),
    "whole": _("Whole from the first"),
    "asked": _("Papers asked for"),
}
ROWS = {TAIWAN: _("Taiwan-funded"), OTHERS: _("All others")}
