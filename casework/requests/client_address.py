"""The address a request came from: of the connection, or of the one proxy that is trusted, and never of a header anybody
can write."""

from ipaddress import ip_address

from django.conf import settings


def client_address(request) -> str | None:
    """The client's address; None when it cannot be known.

    Behind the proxy it is the last entry of X-Forwarded-For: that one the proxy wrote itself, those before it came with
    the request.
    """
    if settings.BEHIND_TLS_PROXY:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
    else:
        told = request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(told.strip())
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)
