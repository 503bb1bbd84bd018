"""The tables of claims that offices enter lines of, with what is said of each on the admin page."""

from django.utils.translation import gettext_lazy as _

from casework.money.rules import accounts, bank_file
from casework.rulebook.rules.house_tables import HouseTable
from claims.findings.rules import weights
from claims.reimbursements.rules import coded
from claims.reversals.rules import coded as reversal
from claims.samples.rules import drawing

OF_CODES = _('provision = "the article", emergency = true; both may be left out')


def tables() -> tuple[HouseTable, ...]:
    """Refusals and causes, rights of decision, sampling rates, accounts, layouts of banks. Raises RuleFileError."""
    return (
        HouseTable(
            key=coded.GROUNDS, read=coded.coded_row, name=_("grounds on which a claim is refused"), how=OF_CODES
        ),
        HouseTable(
            key=coded.REASONS, read=coded.coded_row, name=_("reasons why care is claimed by hand"), how=OF_CODES
        ),
        HouseTable(key=reversal.TABLE, read=coded.coded_row, name=_("reasons of a reversal"), how=OF_CODES),
        HouseTable(
            key=weights.TABLE,
            read=weights.weight_row,
            name=_("who may decide on a finding"),
            how=_('weight = "blocks" or "warns", rulings = ["pay", "leave_out"]; what a law states is not loosened'),
            codes=tuple(weights.weights()),
        ),
        HouseTable(
            key=drawing.TABLE,
            read=drawing.rate_row,
            name=_("shares of samples"),
            how=_('rate = "0.10", least = 1'),
            codes=drawing.EVERY,
        ),
        HouseTable(
            key=accounts.TABLE,
            read=accounts.account_row,
            name=_("accounts of the ledger in the fund's books"),
            how=_('books = "5001", or left out'),
            codes=tuple(accounts.account_kinds()),
        ),
        HouseTable(
            key=bank_file.TABLE,
            read=bank_file.layout_row,
            name=_("layouts of banks"),
            how=_(
                'encoding = "gb18030" or "utf-8", line_end = "crlf" or "lf", columns = [all six, in the order of the bank], '
                "rows = 10000, longest = { account_name = 60 }; each may be left out"
            ),
        ),
    )
