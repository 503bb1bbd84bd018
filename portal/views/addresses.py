"""Where a page may send its reader on to."""

from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_NEXT = 2000


def safe_next(request, fallback: str = "home") -> str:
    """The page of this portal that the form or the address names as next, else the fallback."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed and len(wanted) <= LONGEST_NEXT else resolve_url(fallback)
