"""Where files belong: only these addresses take a body larger than a form."""

from django.conf import settings

# A body so much over the limit of one file is not read to its end.
HOPELESS = 5


def takes_files(view):
    """Mark a view: a member of staff may send it a file."""
    view.takes_files = True
    return view


def most_bytes(view) -> int:
    """How large a body this view may be sent; a file a little too large is still told so on its own page."""
    if getattr(view, "takes_files", False):
        return HOPELESS * settings.UPLOAD_BYTES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
