"""`make bench`: each measurement in one run, as a ratio to a peer or a limit. Nothing here is a test.

Machines are noisy: trust CPU times and ratios, not absolute numbers.
`python -m bench pdf akn` runs only those.
"""

import importlib
import sys
import time

MEASUREMENTS = (
    "reading",
    "intake",
    "withheld",
    "akn",
    "pdf",
    "archive",
    "scale",
    "log",
    "signing",
    "verifying",
    "server",
    "desk_scale",
    "desk_load",
    "figures",
    "documented",
    "sequencing",
    "signing_over_http",
)


def main() -> None:
    """Run the measurements that were named, or all of them."""
    for name in sys.argv[1:] or MEASUREMENTS:
        print(f"\n== {name} ==", flush=True)
        began = time.perf_counter()
        importlib.import_module(f"bench.{name}").main()
        print(f"   ({time.perf_counter() - began:.1f} s)", flush=True)


if __name__ == "__main__":
    main()
