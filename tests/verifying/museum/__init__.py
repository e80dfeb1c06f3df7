"""The museum: bundles that are broken on purpose, one thing each, and what a verifier must find."""

from tests.verifying.museum import broken_archives, broken_files, broken_records, broken_statements
from tests.verifying.museum.exhibits import EXHIBITS, Exhibit

ROOMS = (broken_archives, broken_files, broken_statements, broken_records)

__all__ = ["EXHIBITS", "ROOMS", "Exhibit"]
