"""CPU of finding the figures of a sentence, by language, beside text2num alone on the same sentences.

The first sentence pays for the vocabulary and, in Russian, for the dictionary; both are told apart.
"""

import statistics
import time
from pathlib import Path

from tests.counting.texts import Case, cases, outcome
from text_to_num import alpha2digit

from undersigned.counting.figures import read_figures
from undersigned.counting.reading.vocabulary import LANGUAGES

VECTORS = Path(__file__).parents[1] / "tests" / "vectors" / "figures"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "figures" / "cases.jsonl"
ROUNDS = 20


def main() -> None:
    """Print milliseconds a sentence, and how many are right, doubted, silently wrong."""
    every: list[Case] = []
    for path in (SHARED, VECTORS / "tuning.jsonl", VECTORS / "held-out.jsonl"):
        if path.exists():
            found = cases(path)
            every.extend(found)
            told = [outcome(case) for case in found]
            shares = ", ".join(f"{told.count(one)} {one}" for one in ("right", "doubted", "silent"))
            print(f"   {path.stem:9} {len(found):3} sentences: {shares}")
    for language in LANGUAGES:
        texts = [case.text for case in every if case.language == language]
        times = [_milliseconds(text, language) for text in texts for _ in range(ROUNDS)]
        peer = f"{_peer(texts, language):.3f} ms by text2num alone" if language != "ru" else "no peer"
        print(f"   {language}: median {statistics.median(times):.3f} ms a sentence; {peer}")


def _milliseconds(text: str, language: str) -> float:
    began = time.process_time_ns()
    read_figures(text, language)
    return (time.process_time_ns() - began) / 1e6


def _peer(texts: list[str], language: str) -> float:
    began = time.process_time_ns()
    for text in texts:
        for _ in range(ROUNDS):
            alpha2digit(text, language)
    return (time.process_time_ns() - began) / 1e6 / (len(texts) * ROUNDS)


if __name__ == "__main__":
    main()
