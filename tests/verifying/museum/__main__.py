"""Write the museum out, for another verifier: `python -m tests.verifying.museum FOLDER [NAME …]`.

Each exhibit gets a folder of its name with `bundle.zip`, `trust.txt` and, where one is compared, `since.zip`;
what must be found stands in `museum.json`.
With `--table` only the table is written, to `tests/vectors/bundles/`.
"""

import sys
from pathlib import Path

from tests.verifying.museum import EXHIBITS
from tests.verifying.museum.table import TABLE, written


def main() -> None:
    """Write the table, or every exhibit that is named, or all of them."""
    if sys.argv[1:2] == ["--table"]:
        TABLE.write_text(written(EXHIBITS), encoding="utf-8")
        return
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    chosen = [one for one in EXHIBITS if not names or one.name in names]
    for one in chosen:
        room = folder / one.name
        room.mkdir(parents=True, exist_ok=True)
        (room / "bundle.zip").write_bytes(one.bundle())
        (room / "trust.txt").write_bytes(one.trust())
        since = one.since()
        if since is not None:
            (room / "since.zip").write_bytes(since)
    (folder / "museum.json").write_text(written(chosen), encoding="utf-8")


if __name__ == "__main__":
    main()
