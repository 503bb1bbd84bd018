"""Mail servers that behave badly, as Django backends."""

import smtplib

from django.core.mail.backends.base import BaseEmailBackend


class Refusing(BaseEmailBackend):
    """Nobody listens: certainly nothing was sent."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


class BreakingOff(BaseEmailBackend):
    """The line breaks while the text is on its way: nobody can know."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")


class Dying(BaseEmailBackend):
    """The process is killed after the message went out."""

    sent = 0

    def send_messages(self, messages):
        Dying.sent += len(messages)
        raise KeyboardInterrupt
