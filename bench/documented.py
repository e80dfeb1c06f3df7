"""A documented count over synthetic detentions on SQLite, against a bare `count(DISTINCT subject)`.

Goal: a filter by days, place, outcome and category, counted by both linkings, in at most three times the bare
count of the same million rows, and in time that grows with the rows. Nothing is kept: the database is in memory.
"""

import random
import sqlite3
import statistics
import time
from datetime import date, timedelta

from undersigned.counting.compiled import COLUMNS, compiled
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question

SIZES = (250_000, 1_000_000)
ROUNDS = 3
GOAL = 3.0
QUESTIONS = {
    "a year": Question(unit=Unit.DETENTIONS, from_=date(2030, 1, 1), until=date(2031, 1, 1)),
    "all filters": Question(
        unit=Unit.DETENTIONS,
        from_=date(2030, 1, 1),
        until=date(2031, 1, 1),
        places=frozenset({"p1", "p2", "p3"}),
        outcomes=frozenset({"fine", "administrative-arrest"}),
        categories=frozenset({"minor"}),
    ),
    "no filter": Question(unit=Unit.DETENTIONS),
}


def filled(rows: int) -> sqlite3.Connection:
    """A table of so many detentions; three rows in four name somebody of their own."""
    chance = random.Random(rows)
    outcomes = ("fine", "administrative-arrest", "released", None)
    places = [f"p{number}" for number in range(40)] + [None]
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE countable ({', '.join(COLUMNS)})")

    def rows_() -> object:
        for number in range(rows):
            subject = f"d{chance.randrange(rows * 3 // 4):08}"
            day = date(2028, 1, 1) + timedelta(days=chance.randrange(1500))
            yield (
                subject,
                "detentions",
                day.isoformat(),
                (day + timedelta(days=chance.randrange(3))).isoformat(),
                chance.choice(places),
                chance.choice(outcomes),
                "accepted" if number % 10 else "provisional",
                " minor " if number % 5 == 0 else "  ",
                None,
                subject if number % 50 else "d00000000",
                subject,
            )

    database.executemany(f"INSERT INTO countable VALUES ({', '.join('?' * len(COLUMNS))})", rows_())
    return database


def seconds(database: sqlite3.Connection, text: str, parameters: tuple[object, ...] = ()) -> float:
    """CPU of one answer, the median of some."""
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        database.execute(text, parameters).fetchall()
        times.append(time.process_time() - began)
    return statistics.median(times)


def main() -> None:
    """Print the bare count's CPU and each question's ratio to it, size by size."""
    for size in SIZES:
        database = filled(size)
        bare = seconds(database, "SELECT count(DISTINCT subject) FROM countable")
        told = []
        for name, question in QUESTIONS.items():
            query = compiled(question)
            took = seconds(database, query.text, query.parameters)
            met = "met" if took / bare <= GOAL else "NOT met"
            told.append(f"{name} {took / bare:.2f} ({took * 1000:.0f} ms, {met})")
        print(f"   {size:>9,} rows: bare {bare * 1000:.0f} ms; times it: {', '.join(told)}")
        database.close()


if __name__ == "__main__":
    main()
