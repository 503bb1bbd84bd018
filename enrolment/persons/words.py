"""What several rooms say of a person's file."""

from django.utils.translation import gettext_lazy as _

FILE_MERGED = _("This file was merged into another one. Open that one.")
