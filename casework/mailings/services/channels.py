"""How a message leaves the portal: by e-mail, by text message where an operator is connected, else by post or by hand.

A channel is a seam: it takes the words and says whether the other side certainly did not get them. Text messages need an
operator's gateway, which is the office's contract: the setting SMS_CHANNEL names the class that speaks to it; without one
no text message is ever tried.
"""

import smtplib
import socket
from collections.abc import Sequence
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

from casework.mailings.table import Reader


class NotSent(Exception):
    """The other side certainly did not take the message: trying again cannot send it twice. Says why by its name."""


class Outgoing(Protocol):
    """What a channel sends."""

    subject: str
    text: str
    addresses: list[str]
    languages: str


class Channel(Protocol):
    """One way to send a message. `code` is stored with it."""

    code: str

    def send(self, message: Outgoing, message_id: str) -> None:
        """Hand it over. Raises NotSent, or any other error when nobody can know whether it arrived."""


# Raised before the server had the text: nothing was sent, so trying again cannot send it twice.
CERTAINLY_NOT_SENT = (
    ConnectionRefusedError,
    socket.gaierror,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
)


class Email:
    """By the mail server of the office. The Message-ID never changes, so that two copies are seen as one message."""

    code = "email"

    def send(self, message: Outgoing, message_id: str) -> None:
        """Raises NotSent before the server had the text."""
        mail = EmailMessage(
            subject=message.subject,
            body=message.text,
            from_email=settings.MAIL_FROM,
            to=message.addresses,
            headers={
                "Message-ID": message_id,
                "Content-Language": message.languages,
                "Auto-Submitted": "auto-generated",
            },
            connection=get_connection(fail_silently=False),
        )
        try:
            mail.send()
        except CERTAINLY_NOT_SENT as problem:
            raise NotSent(type(problem).__name__) from problem


def channel_for(readers: Sequence[Reader]) -> tuple[Channel | None, list[str]]:
    """The first way that reaches any of some readers, with their addresses; (None, []) for post or hand."""
    if addresses := [reader.email for reader in readers if reader.email]:
        return Email(), addresses
    if settings.SMS_CHANNEL and (numbers := [reader.telephone for reader in readers if reader.telephone]):
        return import_string(settings.SMS_CHANNEL)(), numbers
    return None, []
