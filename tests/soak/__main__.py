"""Run the long trials that are named, or all of them: `python -m tests.soak flips`."""

import importlib
import sys
import time

TRIALS = ("flips", "faults", "kills")


def main() -> None:
    """Each says what it did and ends with an error if anything came out wrong."""
    for name in sys.argv[1:] or TRIALS:
        print(f"\n== {name} ==", flush=True)
        began = time.perf_counter()
        importlib.import_module(f"tests.soak.{name}").main()
        print(f"   ({time.perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
