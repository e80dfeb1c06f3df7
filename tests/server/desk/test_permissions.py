"""Every address by every role and by nobody: the table of who may, and the addresses that the server has."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.server.builders import a_user

from undersigned.server.desk.permissions import BORROWED, permission_of
from undersigned.server.records.models import UserRole

ALL = {role.value for role in UserRole}
ANYONE = ALL | {"anonymous"}
LOOKING = ALL - {"member", "monitor"}

OFFICE = {"clerk", "administrator"}
WRITERS = {"drafter", *OFFICE}
MONITORS = {"monitor"}
COUNTERS = {"monitor", *WRITERS}
FOLLOWERS = {"monitor", *OFFICE}
# A row for every named address. One without a row fails; so does a row without an address.
MATRIX = {
    "account_login": ANYONE,
    "account_logout": ALL,
    "account_inactive": ANYONE,
    "account_signup": set(),
    "account_reauthenticate": ALL,
    "account_email": set(),
    "account_email_verification_sent": set(),
    "account_confirm_email": set(),
    "account_confirm_login_code": set(),
    "account_change_password": ALL,
    "account_set_password": ALL,
    "account_reset_password": ANYONE,
    "account_reset_password_done": ANYONE,
    "account_reset_password_from_key": ANYONE,
    "account_reset_password_from_key_done": ANYONE,
    "mfa_authenticate": ANYONE,
    "mfa_index": ALL,
    "mfa_reauthenticate": ALL,
    "mfa_activate_totp": ALL,
    "mfa_deactivate_totp": ALL,
    "mfa_generate_recovery_codes": ALL,
    "mfa_view_recovery_codes": ALL,
    "mfa_download_recovery_codes": ALL,
    "mfa_list_webauthn": ALL,
    "mfa_add_webauthn": ALL,
    "mfa_edit_webauthn": ALL,
    "mfa_remove_webauthn": ALL,
    "mfa_reauthenticate_webauthn": ALL,
    "mfa_login_webauthn": ANYONE,
    "desk:home": ALL,
    "desk:people": {"administrator"},
    "desk:invite": {"administrator"},
    "desk:person": {"administrator"},
    "desk:remove-factors": {"administrator"},
    "desk:withdraw-invitation": {"administrator"},
    "desk:accept": ANYONE,
    "desk:enter-once": ANYONE,
    "desk:roll": ALL,
    "desk:roll-member": ALL,
    "desk:roll-import": OFFICE,
    "desk:roll-preview": OFFICE,
    "desk:roll-apply": OFFICE,
    "desk:roll-set-aside": OFFICE,
    "desk:drafts": WRITERS,
    "desk:draft-new": WRITERS,
    "desk:draft": WRITERS,
    "desk:draft-autosave": WRITERS,
    "desk:draft-history": WRITERS,
    "desk:draft-version": WRITERS,
    "desk:draft-restore": WRITERS,
    "desk:draft-set-aside": WRITERS,
    "desk:draft-take-up": WRITERS,
    "desk:draft-share": WRITERS,
    "desk:draft-share-end": WRITERS,
    "desk:draft-figures": WRITERS,
    "desk:figure-bind": WRITERS,
    "desk:figure-loosen": WRITERS,
    "desk:question-complete": MONITORS,
    "desk:question-complete-end": MONITORS,
    "desk:draft-open": OFFICE,
    "desk:draft-take-back": OFFICE,
    "desk:collections": LOOKING,
    "desk:collection": LOOKING,
    "desk:signature-sheet": {"clerk", "drafter"},
    "desk:find-names": {"clerk"},
    "desk:scan": {"clerk"},
    "desk:scan-page": {"clerk"},
    "desk:tick-names": {"clerk"},
    "desk:confirm-names": {"clerk"},
    "desk:ruling": {"clerk"},
    "desk:name": {"clerk"},
    "desk:take-back": {"clerk"},
    "desk:withdraw-name": {"clerk"},
    "desk:attach-scan": {"clerk"},
    "desk:first-signer": {"clerk"},
    "desk:publications": LOOKING,
    "desk:publication": LOOKING,
    "desk:number": {"clerk"},
    "desk:publish": {"clerk"},
    "desk:preview": {"clerk"},
    "desk:evidence": MONITORS,
    "desk:list-bring": MONITORS,
    "desk:list": MONITORS,
    "desk:list-columns": MONITORS,
    "desk:list-look": MONITORS,
    "desk:list-words": MONITORS,
    "desk:list-take-in": MONITORS,
    "desk:list-set-aside": MONITORS,
    "desk:list-refused": MONITORS,
    "desk:list-take-back": MONITORS,
    "desk:source-take-back": MONITORS,
    "desk:source": MONITORS,
    "desk:source-reader": MONITORS,
    "desk:source-reader-end": MONITORS,
    "desk:cases": MONITORS,
    "desk:case": MONITORS,
    "desk:case-compare": MONITORS,
    "desk:case-consent": MONITORS,
    "desk:case-withheld": MONITORS,
    "desk:case-destroy": MONITORS,
    "desk:case-outcome": MONITORS,
    "desk:case-follow": MONITORS,
    "desk:case-say": MONITORS,
    "desk:case-enter": MONITORS,
    "desk:source-say": MONITORS,
    "desk:source-withheld": MONITORS,
    "desk:source-enter": MONITORS,
    "desk:thing-add": MONITORS,
    "desk:thing-withdraw": MONITORS,
    "desk:thing-withhold": MONITORS,
    "desk:claim-correct": MONITORS,
    "desk:claim-withdraw": MONITORS,
    "desk:decision-undo": MONITORS,
    "desk:outgoing": {"monitor", "administrator"},
    "desk:outgoing-list": {"monitor", "administrator"},
    "desk:outgoing-approve": {"monitor", "administrator"},
    "desk:outgoing-set-aside": {"monitor", "administrator"},
    "desk:questions": COUNTERS,
    "desk:question": COUNTERS,
    "desk:followup": FOLLOWERS,
    "desk:follow-end": MONITORS,
    "desk:followup-tell": {"clerk", "monitor"},
    "desk:followup-going": FOLLOWERS,
    "desk:followup-propose": {"monitor", "administrator"},
    "desk:followup-approve": {"monitor", "administrator"},
    "desk:followup-set-aside": {"monitor", "administrator"},
    "desk:second-factor": ALL,
    "desk:prepare-edition": {"clerk"},
    "desk:contest-name": {"clerk"},
    "desk:papers-to-log": {"clerk"},
    "desk:invitations": {"clerk"},
    "desk:invite-members": {"clerk"},
    "desk:end-invitation": {"clerk"},
    "desk:sign-record": {"clerk"},
    "desk:log": OFFICE,
    "desk:keys": OFFICE,
    "desk:key": OFFICE,
    "desk:key-revoke": OFFICE,
    "desk:enrol-member": OFFICE,
    "desk:enrol-clerk": OFFICE,
    "desk:registrars": OFFICE,
    "desk:registrars-all": OFFICE,
    "desk:registrars-one": OFFICE,
    "desk:roll-to-log": OFFICE,
    "desk:language": ANYONE,
}
_SAMPLES = {"int": "999999", "str": "none", "slug": "none", "path": "none", "uuid": "0" * 32}


def addresses(resolver=None, prefix="", namespace=""):
    """Every address of the server by name, with its converters filled in."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", _sample(route)


def _sample(route):
    """A path that the route matches."""
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda found: _SAMPLES[found[1] or "str"], route)
    if "(?P" not in plain:
        return "/" + plain
    groups = {"key": "none", "uidb36": "1"}
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: groups[found[1]], plain)
    return "/" + plain.replace("^", "").replace("$", "")


ADDRESSES = dict(addresses())


def test_the_matrix_is_the_addresses():
    """Every address has a row and every row an address."""
    assert set(MATRIX) == set(ADDRESSES)


def test_what_libraries_bring_is_a_real_address():
    """No permission is stated for an address that does not exist."""
    assert set(BORROWED) <= set(ADDRESSES)


@pytest.mark.parametrize("role", [*sorted(ALL), "anonymous"])
@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_an_address_is_open_to_its_roles_and_to_nobody_else(name, role, client):
    """Each role, and somebody without an account, at each address, over HTTP."""
    if role != "anonymous":
        client.force_login(a_user(role=role))
    answer = client.get(ADDRESSES[name])

    if role in MATRIX[name]:
        # The library itself refuses to ask again those who have nothing to show but their session.
        assert answer.status_code not in (401, 403) or "reauthenticate" in name
        assert not _sent_to_sign_in(answer)
    elif not MATRIX[name]:
        assert answer.status_code == 404
    elif role == "anonymous":
        assert _sent_to_sign_in(answer)
    else:
        assert answer.status_code == 403


UPKEEP = {name for name in BORROWED if not name.startswith("account_login")} | {"desk:second-factor"}


@pytest.mark.parametrize("role", ["administrator", "clerk", "monitor"])
@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_who_decides_acts_only_when_proven_by_more_than_a_password(name, role, client, settings):
    """At every address that the role may use: only what is for anyone, and one's own account, answers."""
    settings.SECOND_FACTOR = True
    client.force_login(a_user(role=role))

    for answer in (client.get(ADDRESSES[name]), client.post(ADDRESSES[name])):
        led = answer.status_code == 302 and answer["Location"] == "/desk/second-factor/"
        assert led == (role in MATRIX[name] and MATRIX[name] != ANYONE and name not in UPKEEP)


@pytest.mark.parametrize("role", ["drafter", "member", "reader"])
def test_who_decides_nothing_needs_no_second_factor(role, client, settings):
    """A drafter, a member and a reader come in with a password."""
    settings.SECOND_FACTOR = True
    client.force_login(a_user(role=role))

    assert client.get("/desk/").status_code == 200


def _sent_to_sign_in(answer):
    return answer.status_code == 302 and answer["Location"].startswith("/desk/account/login/?next=")


def test_a_view_that_says_nothing_is_refused():
    """Deny by default: the fault is ours and the view does not answer."""
    from django.http import HttpResponse  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415

    from undersigned.server.desk.permissions import UnstatedPermissionError  # noqa: PLC0415

    match = path("x/", lambda _request: HttpResponse(), name="x").resolve("x/")
    assert match

    with pytest.raises(UnstatedPermissionError):
        permission_of(match)


@pytest.mark.parametrize("path", ["/desk/account/login/", "/desk/invitation/none/", "/nowhere/"])
def test_every_answer_carries_the_content_policy(path, client):
    """Own scripts only, in no frame, kept by no cache."""
    answer = client.get(path)

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cache-Control"].startswith(("no-store", "max-age=0"))
