"""The page of the signing host, the same bytes for everybody; and what is said where there is none."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_GET

from undersigned.server.desk.permissions import anyone
from undersigned.server.signing_page.page_file import content_policy, signing_page_bytes
from undersigned.values.digest import sha256


@anyone
@require_GET
def signing_page(request: HttpRequest) -> HttpResponse:
    """The page; its entity tag is the digest that stands in the log."""
    content = signing_page_bytes()
    tag = f'"{sha256(content)}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    policy = content_policy()
    return HttpResponse(
        content, headers={"ETag": tag, "Content-Security-Policy": policy, "Cache-Control": "no-cache"}
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's)
    """400: the request itself is wrong."""
    return HttpResponse("400\n", content_type="text/plain", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's)
    """403 and 404: there is nothing here but the page."""
    return HttpResponse("404\n", content_type="text/plain", status=404)


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's)
    """500: an error of this program; no text, no name."""
    return HttpResponse("500\n", content_type="text/plain", status=500)
