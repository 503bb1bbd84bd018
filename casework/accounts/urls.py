"""Addresses of staff and accounts."""

from django.urls import path

from casework.accounts.views import accounts

urlpatterns = [
    path("staff/", accounts.see_staff, name="see_staff"),
    path("staff/<int:user_id>/", accounts.see_account, name="see_account"),
    path("staff/<int:user_id>/ask/<slug:kind>/", accounts.ask_account_change, name="ask_account_change"),
    path("staff/<int:user_id>/sessions/end/", accounts.end_account_sessions, name="end_account_sessions"),
    path("staff/requests/<int:request_id>/", accounts.decide_account_request, name="decide_account_request"),
    path(
        "staff/requests/<int:request_id>/withdraw/",
        accounts.withdraw_account_request,
        name="withdraw_account_request",
    ),
    path("staff/alerts/<int:alert_id>/", accounts.see_look_up_alert, name="see_look_up_alert"),
    path("sessions/", accounts.my_sessions, name="my_sessions"),
    path("new-password/", accounts.set_password, name="set_password"),
]
