"""The trust file: one log, two registrars or more, and witnesses, read strictly."""

import pytest
from tests.log.trees import LOG_KEY, WITNESS_KEYS
from tests.simulators.registrars import KNOWN

from undersigned.signing.faults import SigningError
from undersigned.signing.trust import read_trust, trust_lines

LOG = f"log {LOG_KEY.key} https://log.example/"
ONE, TWO = (f"registrar {key}" for key in KNOWN[:2])
WITNESS = f"witness w {WITNESS_KEYS[0].key} https://w.example/"


def trust(*lines: str):
    return read_trust("".join(f"{line}\n" for line in lines).encode())


def refusal(*lines: str) -> str:
    with pytest.raises(SigningError) as caught:
        trust(*lines)
    return caught.value.rule


def test_a_trust_file_is_read_as_it_is_written():
    """Log, registrars, witnesses, groups, quorum."""
    read = trust("# mine", "", LOG, ONE, TWO, WITNESS, "group g any w", "quorum g")

    assert (read.origin, read.log_key, read.registrars) == (LOG_KEY.name, LOG_KEY.key, KNOWN[:2])
    assert read_trust(trust_lines(read)) == read


def test_two_files_agree_whatever_their_order():
    """Who is believed counts, not which line comes first."""
    read = trust(LOG, ONE, TWO, WITNESS, "quorum w")

    assert read.agrees_with(trust(TWO, WITNESS, ONE, LOG, "quorum w"))
    assert not read.agrees_with(trust(LOG, ONE, TWO, WITNESS, "quorum none"))
    assert not read.agrees_with(trust(LOG, ONE, f"registrar {KNOWN[2]}", WITNESS, "quorum w"))


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ((ONE, TWO, "quorum none"), "trust-log"),
        ((LOG, ONE, "quorum none"), "trust-registrars"),
        ((LOG, ONE, ONE, TWO, "quorum none"), "trust-registrars"),
        ((LOG, ONE, TWO), "trust-policy-quorum-line"),
        ((LOG, ONE, TWO, "quorum x"), "trust-policy-name"),
        ((LOG, "registrar", TWO, "quorum none"), "trust-form"),
        ((LOG, "registrar nobody", TWO, "quorum none"), "trust-key-form"),
        ((LOG, f"registrar {LOG_KEY.key}", TWO, "quorum none"), "trust-registrars"),
        ((LOG, f"registrar {WITNESS_KEYS[0].key}", TWO, "quorum none"), "trust-key-kind"),
        ((LOG, "poem", "quorum none"), "trust-policy-statement"),
    ],
)
def test_any_other_file_is_refused(lines, rule):
    """By the rule that it breaks."""
    assert refusal(*lines) == rule
