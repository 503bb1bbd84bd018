"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "name_claimant": Words(_("Take in a manual reimbursement"), _("Person named for a manual reimbursement")),
    "open_claim": Words(_("Manual reimbursement"), _("Manual reimbursement opened"), _("Go on to the receipts")),
    "change_claim": Words(_("Change what was entered"), _("Entries of the claim changed"), _("Save")),
    "enter_receipt": Words(_("Enter a receipt"), _("Receipt entered"), _("Save the receipt")),
    "remove_receipt": Words(_("Remove the receipt"), _("Receipt removed")),
    "record_claim_account": Words(
        _("Bank account for the payment"), _("Bank account for the payment recorded"), _("Save")
    ),
    "record_originals": Words(_("Where the originals are"), _("Whereabouts of originals recorded"), _("Save")),
    "submit_claim": Words(_("Receive the claim"), _("Claim received")),
    "return_claim": Words(_("Return for missing papers"), _("Returned for missing papers")),
    "supply_claim": Words(_("Take the papers in"), _("Missing papers taken in")),
    "review_claim": Words(_("First review"), _("First review done"), _("Close the first review")),
    "second_review_claim": Words(_("Second review"), _("Second review done"), _("Close the second review")),
    "send_back_claim": Words(_("Send back to the first review"), _("Sent back to the first review")),
    "approve_claim": Words(_("Approve the claim"), _("Claim approved and posted"), _("Approve and post")),
    "refuse_claim": Words(_("Refuse the claim"), _("Claim refused")),
    "withdraw_claim": Words(_("Withdraw the claim"), _("Claim withdrawn")),
    "settle_claim": Words(_("Close without payment"), _("Closed: nothing to pay")),
    "pay_claim": Words(_("Paid by the bank"), _("Paid by the bank")),
    "reverse_claim": Words(_("Reversed"), _("Claim reversed; its receipts are free again")),
    "return_claim_payment": Words(_("Returned by the bank"), _("Payment returned by the bank")),
}
