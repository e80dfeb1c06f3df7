"""Sends mail in the reader's language, once the act that it reports is committed.

A letter is a template `letter_texts/<name>.txt`: the first line is the subject, the rest the body.
"""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

journal = logging.getLogger(__name__)


def send_when_kept(letter: str, *, to: str, language: str, **facts: object) -> None:
    """Send a letter once the transaction is kept; that it could not be sent undoes nothing."""
    with translation.override(language):
        subject, _, body = render_to_string(f"{letter}.txt", facts).strip().partition("\n")
    transaction.on_commit(lambda: _send(to, subject, body.strip() + "\n"))


def _send(to: str, subject: str, body: str) -> None:
    try:
        send_mail(subject, body, None, [to])
    except (SMTPException, OSError) as fault:
        # Without the address: the journal of the program carries nobody's data.
        journal.warning("a letter could not be sent: %s", type(fault).__name__)
