"""The museum as a table for others: name, what was done, verdict, and the codes that must fail."""

import json
from collections.abc import Iterable
from pathlib import Path

from tests.verifying.museum.exhibits import Exhibit

TABLE = Path(__file__).parents[2] / "vectors" / "bundles" / "museum.json"


def written(exhibits: Iterable[Exhibit]) -> str:
    """The table as JSON, one exhibit after another."""
    rows = [
        {
            "name": one.name,
            "what": one.what,
            "verdict": one.verdict,
            "main": one.main,
            "failed": list(one.failed),
            "undetermined": list(one.undetermined),
            "since": one.fault.since is not None,
        }
        for one in exhibits
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
