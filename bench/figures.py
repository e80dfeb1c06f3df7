"""CPU of finding the figures of a sentence by language, and of a long text, whose time must grow with its length.

Goal: 0.3 ms a sentence, what the prototype took. The first sentence of a language pays for its vocabulary and,
in Russian, for the dictionary; that is told apart.
`python -m bench.figures FILE…` scores other sentences instead: right, doubted, silently wrong, by language.
"""

import statistics
import sys
import time
from pathlib import Path

from tests.counting.texts import Case, cases, labels_told, outcome

from undersigned.counting.figures import read_figures
from undersigned.counting.reading.vocabulary import LANGUAGES

VECTORS = Path(__file__).parents[1] / "tests" / "vectors" / "figures"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "figures" / "cases.jsonl"
ROUNDS = 20
GOAL_MS = 0.3
SENTENCES = (500, 4_000)


def main() -> None:
    """Print how many are right, doubted, silently wrong; milliseconds a sentence, alone and in a long text."""
    every: list[Case] = []
    for path in (SHARED, *sorted(VECTORS.glob("*.jsonl"))):
        if path.exists():
            found = cases(path)
            every.extend(found)
            told = [outcome(case) for case in found]
            shares = ", ".join(f"{told.count(one)} {one}" for one in ("right", "doubted", "silent"))
            print(f"   {path.stem:9} {len(found):3} sentences: {shares}")
    for language in LANGUAGES:
        texts = [case.text for case in every if case.language == language]
        times = [_milliseconds(text, language) for text in texts for _ in range(ROUNDS)]
        median = statistics.median(times)
        long = [
            _milliseconds("\n".join(texts[at % len(texts)] for at in range(size)), language) / size
            for size in SENTENCES
        ]
        print(
            f"   {language}: median {median:.3f} ms a sentence; goal {GOAL_MS}: "
            f"{'met' if median <= GOAL_MS else 'NOT met'}; "
            f"in a text of {SENTENCES[0]} sentences {long[0]:.3f}, of {SENTENCES[1]} {long[1]:.3f} ms"
        )


def score(path: Path) -> None:
    """Print the shares of a file by language, its units and relations apart, and what is wrong in silence."""
    every = cases(path, doubt_alone=True)
    for language in LANGUAGES:
        here = [case for case in every if case.language == language]
        told = [outcome(case) for case in here]
        needless = sum(bool(case.read().findings) for case in here if not case.doubtful)
        shares = ", ".join(f"{told.count(one)} {one}" for one in ("right", "doubted", "silent"))
        print(
            f"   {path.stem} {language} {len(here):3}: {shares}; {needless} doubted where no doubt is named"
        )
        for (key, share), number in sorted(labels_told(here).items()):
            print(f"      {key} {share}: {number}")
        for case, one in zip(here, told, strict=True):
            if one != "right":
                print(f"      {one}: {case.text}")


def _milliseconds(text: str, language: str) -> float:
    began = time.process_time_ns()
    read_figures(text, language)
    return (time.process_time_ns() - began) / 1e6


if __name__ == "__main__":
    for name in sys.argv[1:]:
        score(Path(name))
    if not sys.argv[1:]:
        main()
