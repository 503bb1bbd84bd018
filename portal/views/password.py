"""Changing one's own password; an initial password opens nothing else."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from casework.accounts.forms import PasswordForm
from casework.accounts.services.sessions import change_password as change_password_service
from casework.accounts.services.sessions import follow_key
from casework.steps.views.access import open_to_staff


@open_to_staff
@sensitive_post_parameters()
def change_password(request):
    """Ask for the current password and the new one twice; other sessions of the account end."""
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        before = request.session.session_key
        change_password_service(request.user, form.cleaned_data["new"], keep=before)
        update_session_auth_hash(request, request.user)
        follow_key(before, request.session.session_key)
        messages.success(request, _("The password is changed. Other sessions of this account have ended."))
        return redirect("home")
    status = 422 if form.errors else 200
    return render(request, "casework/accounts/change_password.html", {"form": form}, status=status)
