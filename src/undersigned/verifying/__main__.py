"""`python3 verify.pyz BUNDLE`: the verifier alone, offline, on Python and `cryptography`.

The same questions and words as `undersigned verify`. Exit status: 0 verified under your keys; 1 consistent
with itself; 2 refused, or a file could not be read.
"""

import argparse
import io
import sys
from pathlib import Path

REFUSED = 2


def main() -> None:
    """Answer the command line and end the process with the status."""
    asked = _arguments().parse_args()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from undersigned.verifying.door import answer_for  # noqa: PLC0415 (the library may be missing)

        said, status = answer_for(
            asked.bundle, asked.trust, asked.since, as_json=asked.json, language=asked.language
        )
    except ModuleNotFoundError as missing:
        said, status = f"This needs the Python package {missing.name}: pip install cryptography\n", REFUSED
    except OSError as fault:
        said, status = f"{fault.filename or asked.bundle}: {fault.strerror or fault}\n", REFUSED
    sys.stdout.write(said)
    sys.exit(status)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="verify.pyz", description="Check a bundle from end to end, offline.", epilog=__doc__
    )
    parser.add_argument("bundle", type=Path, metavar="BUNDLE")
    parser.add_argument("--trust", type=Path, help="whom you believe: the log, the registrars, the witnesses")
    parser.add_argument("--since", type=Path, help="an older bundle that this one must go on from")
    parser.add_argument("--json", action="store_true", help="answer as data")
    parser.add_argument("--language", choices=("en", "fr"), default="en")
    return parser


if __name__ == "__main__":
    main()
