"""The addresses of a kind of import: where its room puts them, under the right of the kind."""

from django.urls import URLPattern, path

from casework.evidence.views import limited_upload
from casework.imports.table import Urls
from casework.imports.views import pages
from casework.steps.views.access import needs, open_to_staff
from casework.steps.views.uploads import takes_large_files


def addresses(kind: str, verb: str, send: str, folder: str, names: Urls, *, large: bool = False) -> list[URLPattern]:
    """The form at `send` (with `about_id` where the kind belongs to something), all else below `folder`; `large`: where files come
    that only the job reads."""
    opened, told = needs(verb), {"kind": kind}
    one = f"{folder}<uuid:import_id>/"
    form = takes_large_files(opened(pages.send_import)) if large else limited_upload(opened(pages.send_import))
    marked = path(f"{one}marked/", opened(pages.marked_import), told, name=names.marked)
    return [
        *([marked] if names.marked else []),
        path(send, form, told, name=names.send),
        path(f"{folder}template/", open_to_staff(pages.import_template), told, name=names.template),
        path(one, opened(pages.see_import), told, name=names.see),
        path(f"{one}confirm/", opened(pages.confirm_import), told, name=names.confirm),
        path(f"{one}discard/", opened(pages.discard_import), told, name=names.discard),
    ]
