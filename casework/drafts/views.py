"""Giving back a form that was sent after its session had ended."""

from django.http import QueryDict

from casework.drafts.services import parked_forms


def kept_fields(request, *addresses: str) -> QueryDict | None:
    """What this user had typed on this page before her session ended, once; `addresses` are those its forms go to, if
    they are others than the page's own."""
    token = request.COOKIES.get(parked_forms.COOKIE)
    if request.method != "GET" or not token:
        return None
    taken = (parked_forms.take(request.user, address, token) for address in addresses or (request.path,))
    return next((fields for fields in taken if fields is not None), None)


def as_initial(fields: QueryDict) -> dict:
    """The kept fields as initial values: lists for fields that take several."""
    return {name: fields.getlist(name) if len(fields.getlist(name)) > 1 else fields.get(name) for name in fields}
