"""What agrees between two files, in words."""

from django.utils.translation import gettext_lazy as _

BASIS_WORDS = {
    "same_name": _("the same name, in either script"),
    "same_sound": _("names that sound alike"),
    "same_letters": _("the same name in Latin letters"),
    "names_her_document": _("one document prints the number of the other"),
}
