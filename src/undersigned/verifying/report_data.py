"""The report of a verification as plain data, for programs: `undersigned.verification/1`.

The shape is that of `docs/reference/verification.schema.json`; every key is always there. Names are as the
roll has them, delegations and groups as the English list prints them.
"""

from typing import Any

from undersigned.verifying.case import Case
from undersigned.verifying.checkpoint_lines import unknown_lines, witnesses
from undersigned.verifying.names import names_of
from undersigned.verifying.verification import Verification

SCHEMA = "undersigned.verification/1"


def as_data(done: Verification) -> dict[str, Any]:
    """The whole of it as plain data for JSON."""
    return {
        "schema": SCHEMA,
        "verdict": done.verdict.value,
        "exit_status": done.verdict.exit_status,
        **(_case_as_data(done.case) if done.case else _NOTHING),
        "findings": [finding.as_data() for finding in done.findings],
    }


_NOTHING: dict[str, Any] = {  # where the file is no bundle, or the trust file none
    "bundle_digest": None,
    "declaration": None,
    "titles": {},
    "edition": None,
    "names": [],
    "withdrawn": [],
    "after_edition": [],
    "count": None,
    "rulebook": None,
    "witnesses": [],
    "unsigned": [],
}


def _case_as_data(case: Case) -> dict[str, Any]:
    names = names_of(case, "en")
    edition = names.edition.record.text if names.edition else None
    return {
        "bundle_digest": case.bundle.digest,
        "declaration": case.declaration or None,
        "titles": dict(case.text.record.text.pairs("title")) if case.text else {},
        "edition": {key: edition.values[key] for key in ("edition", "label", "number", "doc")}
        if edition
        else None,
        "names": [listed.as_data() for listed in names.listed],
        "withdrawn": [
            {"member": act.member, "name": act.name, "entry": act.index} for act in names.withdrawn
        ],
        "after_edition": [
            {"member": act.member, "name": act.name, "entry": act.index, "signs": act.signs}
            for act in names.later
        ],
        "count": {
            "names": names.count.names,
            "counting": names.count.counting,
            "delegations": names.count.delegations,
            "groups": names.count.groups,
            "withdrawn": names.count.withdrawn,
            "threshold": names.count.threshold,
        },
        "rulebook": case.rules.code or None,
        "witnesses": [{"name": name, "time": time} for name, time in witnesses(case)],
        "unsigned": [*case.bundle.unsigned(), *(f"{file}: {name}" for file, name in unknown_lines(case))],
    }
