"""What to tell a clerk for each reason an identity number is refused: what to look at and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enrolment.documents.rules.identity_numbers import Reason

KIND_NAMES = {
    "taiwan_residence_permit": _("Residence Permit for Taiwan Residents"),
    "hk_residence_permit": _("Residence Permit for Hong Kong Residents"),
    "macao_residence_permit": _("Residence Permit for Macao Residents"),
    "mainland_id": _("Resident Identity Card"),
    "taiwan_travel_permit": _("Mainland Travel Permit for Taiwan Residents"),
    "hk_macao_travel_permit": _("Mainland Travel Permit for Hong Kong and Macao Residents"),
    "foreign_permanent_residence": _("Foreigner Permanent Residence ID Card"),
    "passport": _("Passport"),
    "birth_certificate": _("Medical certificate of birth"),
    "uscc": _("Unified Social Credit Code"),
}

# How these documents are called at counters and in notices; each tells which one somebody holds.
COMMON_NAMES = (
    "台胞证", "台胞證", "臺胞證", "居住证", "居住證", "通行证", "通行證", "回乡证", "回鄉證", "护照", "護照", "永居", "永久居留",
    "就业证", "就業證", "工作许可", "工作許可", "passport", "permit", "residence card",
)  # fmt: skip

MESSAGES = {
    "empty": _("Enter the number printed on the document."),
    "too_long": _("This is far too long for a document number. Enter one number only."),
    "surrogate": _("The number contains a broken character. Type it again instead of pasting it."),
    "unsupported_character": _(
        "Character %(position)s does not occur in document numbers. Type the number again from the document."
    ),
    "several_numbers": _("These look like two numbers. Enter one number, and add the other document separately."),
    "unknown_kind": _("Choose the kind of document."),
    "other_kind": _("This looks like the number of another document: %(kind)s. Choose that kind, or check the number."),
    "wrong_length": _("The number has too few or too many characters. Compare it with the document."),
    "zeros_lost": _(
        "The number has too few digits. If the document shows zeros in front, they are missing: type the number with its zeros, "
        "for example 05123456; in a spreadsheet set the cell to text format first."
    ),
    "letter_o_for_zero": _("Character %(position)s is the letter O. Enter the digit 0 if the document shows a zero."),
    "letter_for_one": _("Character %(position)s is a letter. Enter the digit 1 if the document shows a one."),
    "not_digits": _("Character %(position)s should be a digit. Compare it with the document."),
    "wrong_prefix": _(
        "The number does not begin as numbers of this document do. Check the kind and the first characters."
    ),
    "wrong_province": _(
        "Characters 2 and 3 are not the code of a province. Compare them with the card (the layout is reported, not published)."
    ),
    "old_registration_number": _(
        "This is a number of registration of 15 characters, as used before 2015. Enter the 18 characters of the Unified Social "
        "Credit Code; they stand on the present licence and in the public register of enterprises."
    ),
    "organisation_code_only": _(
        "These are the nine characters of an organisation code. Enter all 18 characters of the Unified Social Credit Code."
    ),
    "words_beside": _("Words stand beside the number. Enter the number alone, as printed on the document."),
    "wrong_division": _("Characters 3 to 8 are not the code of a place. Compare them with the licence."),
    "impossible_date": _("The birth date inside the number does not exist. Compare the number with the document."),
    "birth_in_future": _("The birth date inside the number is in the future. Compare the number with the document."),
    "birth_too_old": _("The birth date inside the number is too long ago. Compare the number with the document."),
    "wrong_organisation_check_digit": _("Characters 9 to 17 do not fit together. Compare them with the licence."),
    "wrong_check_digit": _("The last character does not fit the rest. Compare every character with the document."),
    "birth_date_differs": _("The birth date entered differs from the one inside the number. Check both."),
    "sex_differs": _("The sex entered differs from the one inside the number. Check both."),
}


def message_for(reason: Reason) -> str | Promise:
    """The message for one reason, its position and other kind filled in, in the active language."""
    message = MESSAGES[reason.why or reason.code]
    if reason.code == "other_kind":
        return message % {"kind": KIND_NAMES[reason.kind or ""]}
    return message % {"position": reason.position} if reason.position else message


# Days that cannot be beside each other; see rules/possible_days.py.
DAYS = {
    "born_later": _("This is before the birth date. Compare both with the document."),
    "born_too_long_ago": _("By this birth date the person would be over 120 years old. Compare it with the document."),
    "work_before_birth": _("Work cannot have begun before the birth date. Check both days."),
    "work_under_age": _(
        "The person was under 16 on this day. Nobody under 16 may be taken on, but by units of arts, sports and special crafts "
        "under the State's own provisions (Labour Law, article 15). Check the birth date and this day."
    ),
    "issued_before_birth": _("The document cannot be older than its holder. Check this day and the birth date."),
    "expires_before_birth": _(
        "The document cannot have run out before its holder was born. Check this day and the birth date."
    ),
    "expires_before_issue": _("The document cannot run out before it was issued. Check both days."),
    "cover_before_birth": _("Cover cannot begin before the person was born."),
}
