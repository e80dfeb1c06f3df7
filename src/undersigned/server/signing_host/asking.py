"""Reads the page's requests: JSON from the page itself, with exactly the fields that a view wants.

1. POST only, `application/json`, at most 64 KiB, from this very origin; so no other site can ask.
2. A field is text, or bytes as base64url without padding; what is missing or of another form is refused.
3. The answer is JSON: what was asked for, or `refused` with findings in words (422). An unknown secret, a
   used and an expired one get the same answer.
4. No cookie is read, so there is nothing that another site could make a browser send along.
"""

import binascii
import json
import logging
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_POST

from undersigned.server.actions.log.beginning import LogMissingError
from undersigned.server.actions.log.trusting import TrustFileError
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.desk.permissions import anyone
from undersigned.server.desk.refusals import said
from undersigned.signing.passkeys import Assertion
from undersigned.wording.words import LANGUAGES

journal = logging.getLogger(__name__)

LONGEST = 64 * 1024
Answer = Mapping[str, Any] | Refusal
_REFUSED, _TOO_MANY = 422, 429


class UnfitQuestionError(Exception):
    """The request does not have the form that this page sends."""


class Question:
    """The fields of one request."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    @property
    def language(self) -> str:
        """The language in which the page is read."""
        spoken = self._fields.get("language")
        return spoken if spoken in LANGUAGES else LANGUAGES[0]

    def text(self, name: str) -> str:
        """A field as text. Raises `UnfitQuestionError`."""
        value = self._fields.get(name)
        if not isinstance(value, str) or not value:
            raise UnfitQuestionError(name)
        return value

    def content(self, name: str) -> bytes:
        """A field as bytes. Raises `UnfitQuestionError`."""
        value = self.text(name)
        try:
            return urlsafe_b64decode(value + "=" * (-len(value) % 4))
        except (binascii.Error, ValueError) as fault:
            raise UnfitQuestionError(name) from fault

    def assertion(self) -> Assertion:
        """What a passkey has made. Raises `UnfitQuestionError`."""
        return Assertion(
            authenticator_data=self.content("authenticatorData"),
            client_data=self.content("clientDataJSON"),
            signature=self.content("signature"),
        )


def answering(view: Callable[[Question], Answer]) -> Callable[[HttpRequest], HttpResponse]:
    """Decorate a view that the page calls with JSON."""

    @anyone
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        if not consume(request, action="signing"):
            return JsonResponse({}, status=_TOO_MANY)
        try:
            question = _question(request)
            with translation.override(question.language):
                answer = view(question)
        except UnfitQuestionError as fault:
            return _refused(refuse("signing.page.question", what=str(fault)), LANGUAGES[0])
        except (LogMissingError, TrustFileError) as doubt:
            journal.error("%s", doubt)  # it names places of this machine, which are nobody else's business
            return _refused(refuse("signing.log.waiting"), question.language)
        return _refused(answer, question.language) if isinstance(answer, Refusal) else JsonResponse(answer)

    return answered


def _question(request: HttpRequest) -> Question:
    if request.headers.get("Origin") != settings.SIGNING_ORIGIN:
        raise UnfitQuestionError("origin")
    if request.content_type != "application/json" or len(request.body) > LONGEST:
        raise UnfitQuestionError("form")
    try:
        fields = json.loads(request.body)
    except (ValueError, RecursionError) as fault:
        raise UnfitQuestionError("json") from fault
    if not isinstance(fields, dict):
        raise UnfitQuestionError("json")
    return Question(fields)


def _refused(refusal: Refusal, language: str) -> JsonResponse:
    shown = [
        {"code": one.code, "sentence": one.sentence, "mend": one.mend}
        for one in said(refusal.findings, language)
    ]
    return JsonResponse({"refused": shown}, status=_REFUSED)
