"""A finding of the intake sheet, and the order in which findings are read."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

# What a finding means for who reads it, in the order of reading.
GROUPS = {
    "blocks": gettext_lazy("To settle first"),
    "note": gettext_lazy("To look at"),
    "missing": gettext_lazy("Missing"),
    "until": gettext_lazy("Until when"),
    "verdict": gettext_lazy("Verdict"),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing the rules say now: shape and words, with the source behind it; a verdict holds the rules it comes from."""

    code: str
    shape: str
    text: str
    detail: str = ""
    source: str = ""
    status: str = ""
    group: str = "note"
    rules: tuple["Finding", ...] = ()

    @property
    def place(self) -> str:
        """The group it is read in: what refuses blocks, unless it is the verdict itself."""
        return "blocks" if self.shape == "refused" and self.group == "note" else self.group

    @property
    def group_words(self):
        return GROUPS[self.place]

    @property
    def rules_words(self) -> str:
        """How many rules speak, in one line."""
        number = len(self.rules)
        if len({rule.shape for rule in self.rules}) > 1:
            return _("%(number)d rules disagree") % {"number": number}
        return ngettext("%(number)d rule", "%(number)d rules agree", number) % {"number": number}


def by_meaning(lines: list[Finding]) -> list[Finding]:
    """What blocks first, then what is missing, until when, and the verdict last; within a group as found."""
    order = list(GROUPS)
    return sorted(lines, key=lambda line: order.index(line.place))
