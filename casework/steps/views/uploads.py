"""Where files belong: only these addresses take a body larger than a form."""

from django.conf import settings

from casework.workbooks.rules.limits import MEGABYTE

# A body so much over the limit of one file is not read to its end.
HOPELESS = 5
# What an address of large files takes: a million lines, and the form around them.
LARGEST = 301 * MEGABYTE


def takes_files(view):
    """Mark a view: a member of staff may send it a file."""
    view.takes_files = True
    return view


def takes_large_files(view):
    """Mark a view: a member of staff may send it a file of up to a million lines, which no page reads itself."""
    view.takes_large_files = True
    return view


def most_bytes(view) -> int:
    """How large a body this view may be sent; a file a little too large is still told so on its own page."""
    if getattr(view, "takes_large_files", False):
        return LARGEST
    if getattr(view, "takes_files", False):
        return HOPELESS * settings.UPLOAD_BYTES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
