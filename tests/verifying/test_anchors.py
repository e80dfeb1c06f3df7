"""Time stamps in the log, judged where the reader brings the authority's roots."""

import io
import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from tests.simulators.authorities import an_authority, needs_openssl, other_root, root, stamped_by
from tests.verifying.staging import EXAMPLE, TRUST, Fault, hold

from undersigned.cli.app import undersigned
from undersigned.log.checkpoint import Checkpoint
from undersigned.log.merkle import leaf_hash, root_of
from undersigned.signing.anchors import anchor, stamped_text
from undersigned.signing.timestamps import judge_under, request_for, token_of
from undersigned.signing.trust import read_trust
from undersigned.verifying.verification import verify
from undersigned.verifying.verifiers import verify_pyz

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "verification.schema.json"
CODE = "verifying.anchor.time"
ORIGIN = read_trust(TRUST).origin


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    configuration = an_authority(tmp_path_factory.mktemp("tsa"))
    return lambda text: token_of(stamped_by(configuration, request_for(text)), text)


def stamped(entries, ask, size=None, **changes):
    """An anchor over the first so many entries, or over something else."""
    size = len(entries) if size is None else size
    given = {"origin": ORIGIN, "size": size, "root": root_of([leaf_hash(one) for one in entries[:size]])}
    over = Checkpoint(**{**given, **changes})
    return anchor(Checkpoint(**{**given, "root": over.root}), ask(stamped_text(over))).encoded()


def bundle_with(*anchors, first=0):
    """The example's bundle with anchors at the end of its log; each is made from the entries before it."""

    def put(_, entries):
        for make in anchors:
            entries.append(make(entries))

    return hold(Fault(entries=put, first=first))[1]


def answers(bundle, roots=None, trust=TRUST):
    done = verify(io.BytesIO(bundle), trust, stamps=judge_under(roots) if roots else None)
    return done.verdict.value, [one for one in done.findings if one.code == CODE]


@pytest.fixture(scope="module")
def anchored(ask):
    """A bundle in whose log are two stamps."""
    return bundle_with(lambda entries: stamped(entries, ask, 3), lambda entries: stamped(entries, ask))


@needs_openssl
def test_under_roots_that_were_brought_the_time_is_told(anchored):
    """Of the last stamp, with how many hold."""
    verdict, (found,) = answers(anchored, root().pem)

    assert (verdict, found.outcome) == ("verified", "passed")
    assert found.particulars["n"] == 2
    assert found.particulars["size"] > 3
    assert str(found.particulars["time"]).endswith("Z")


@needs_openssl
def test_without_roots_it_is_said_that_nothing_was_checked(anchored):
    """As the verifier that runs alone says it; the bundle is verified all the same."""
    verdict, found = answers(anchored)

    assert verdict == "verified"
    assert [one.outcome for one in found] == ["undetermined"] * 2


@needs_openssl
def test_under_other_roots_the_bundle_is_refused(anchored):
    """Whoever brings roots asks."""
    verdict, found = answers(anchored, other_root().pem)

    assert verdict == "refused"
    assert {one.particulars["rule"] for one in found} == {"stamp-signature"}


@needs_openssl
@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda entries, ask: stamped(entries, ask, root=bytes(32)), "anchor-root"),
        (lambda entries, ask: stamped(entries, ask, origin="log.example/other"), "stamp-imprint"),
        (lambda entries, ask: stamped([*entries, b"later"], ask), "anchor-ahead"),
        (lambda entries, _: stamped(entries, lambda _: b"token"), "stamp-form"),
    ],
    ids=["another tree", "another log", "more than there was", "no stamp"],
)
def test_a_stamp_that_is_not_over_this_log_refuses(ask, make, rule):
    """A right stamp beside a wrong one does not mend it."""
    bundle = bundle_with(lambda entries: make(entries, ask), lambda entries: stamped(entries, ask, 3))
    verdict, found = answers(bundle, root().pem)

    assert verdict == "refused"
    assert [(one.outcome, one.particulars.get("rule")) for one in found] == [("failed", rule)]
    assert answers(bundle)[0] == "verified"


@needs_openssl
def test_the_command_takes_roots(anchored, tmp_path):
    """In words and as data, in both languages."""
    (tmp_path / "b.zip").write_bytes(anchored)
    (tmp_path / "root.pem").write_bytes(root().pem)
    (tmp_path / "none.pem").write_bytes(b"")
    given = ["verify", str(tmp_path / "b.zip"), "--trust", str(EXAMPLE / "trust.txt"), "--tsa-roots"]
    asked = (
        ("root.pem", "--language", "en"),
        ("root.pem", "--language", "fr"),
        ("root.pem", "--json"),
        ("none.pem",),
    )
    english, french, data, nothing = (
        CliRunner().invoke(undersigned, [*given, str(tmp_path / file), *more]) for file, *more in asked
    )

    assert "authority under your roots saw the first" in " ".join(english.output.split())
    assert "autorité d’horodatage sous vos racines" in " ".join(french.output.split())
    assert json.loads(data.output)["verdict"] == "verified"
    jsonschema.validate(json.loads(data.output), json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert nothing.exit_code == 2
    assert "No root can be read" in nothing.output
    assert "none.pem" in nothing.output


def test_the_verifier_that_runs_alone_knows_no_time_stamps():
    """It stays on `cryptography` alone: the library of time stamps is not in its closure."""
    program = verify_pyz()

    assert b"undersigned/signing/anchors.py" in program
    assert b"undersigned/signing/timestamps.py" not in program
    assert b"rfc3161_client" not in program
