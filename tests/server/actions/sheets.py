"""Membership files made up for tests: rows of the Concord, as CSV or as a workbook."""

import io
from datetime import date

from openpyxl import Workbook

HEADER = ("id", "family", "given", "delegation", "role", "from", "until", "group", "group_from")
ADAMS = ("m1", "ÅKESDAL", "Ingrid", "XA", "representative", date(2030, 1, 1), None, "LIB", date(2030, 1, 1))
BROOK = ("m2", "De WITTE", "Anna", "XB", "substitute", date(2030, 1, 1), None, "SOC", date(2030, 1, 1))
HAMEL = ("m3", "HAMEL", "Rose", "XA", "representative", date(2030, 1, 1), None, "", "")


def as_csv(*rows):
    return "\n".join(
        ",".join("" if cell is None else str(cell) for cell in row) for row in (HEADER, *rows)
    ).encode()


def as_workbook(*rows, header=HEADER, sheets=()):
    book = Workbook()
    for row in (header, *rows):
        book.active.append(row)
    for title, cells in sheets:
        book.create_sheet(title).append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
