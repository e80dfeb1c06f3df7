"""Writes the pages besides declarations: home, years, assemblies, members, rules, data, advice.

* Each is made in every language, from the records alone.
* Pages of people ask not to be indexed; so do the lists of them.
* A page that lists a partial collection carries its notes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from undersigned.publishing import addresses
from undersigned.publishing.addresses import Address
from undersigned.publishing.frame import Frame
from undersigned.publishing.html import render
from undersigned.publishing.shown import assembly_name
from undersigned.publishing.site import labels, rules
from undersigned.publishing.site.downloads import PACKAGE, SUMS, Download
from undersigned.publishing.site.records import Line, Person, Records
from undersigned.publishing.site.tables import TABLES

LATEST = 12
NO_DAY = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A finished page and its address."""

    address: Address
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What every page of a language is made with; `frame` belongs to no page in particular."""

    records: Records
    frame: Frame
    language: str
    people: bool

    def page(self, layout: str, address: Address, section: str, **values: object) -> Page:
        """Make a page from its layout, for its address and section of the navigation."""
        frame = replace(self.frame, address=address, section=section)
        return Page(address=address, content=render(layout, self.language, {"frame": frame, **values}))


def all_pages(maker: Maker, downloads: tuple[Download, ...]) -> Iterator[Page]:
    """Every page of a language besides those of declarations."""
    yield _home(maker)
    yield maker.page(
        "assemblies.html",
        addresses.shared_page(maker.language, "assemblies"),
        "assemblies",
        assemblies=_assemblies(maker),
    )
    for code, _ in maker.records.assemblies():
        yield from _assembly_pages(maker, code)
    yield maker.page(
        "data.html",
        addresses.shared_page(maker.language, "data"),
        "data",
        downloads=downloads,
        tables=TABLES,
        sums=SUMS,
        package=PACKAGE,
    )
    for name, section in (("check", "check"), ("corrections", ""), ("about", "")):
        yield maker.page(f"{name}.html", addresses.shared_page(maker.language, name), section)
    yield from _nowhere(maker)


def _nowhere(maker: Maker) -> Iterator[Page]:
    """The page for an unknown address, in the first language where the address names none."""
    frame = replace(maker.frame, anywhere=True)
    own = addresses.nowhere(maker.language)
    page = replace(maker, frame=frame).page("nowhere.html", own, "")
    yield page
    if maker.language == frame.languages[0]:
        yield replace(page, address=addresses.nowhere())


def choice(frame: Frame) -> Page:
    """The start page: a choice of languages."""
    address = Address("index.html")
    values = {"frame": replace(frame, address=address)}
    return Page(address=address, content=render("choose.html", frame.languages[0], values))


def _home(maker: Maker) -> Page:
    return maker.page(
        "home.html",
        addresses.home(maker.language),
        "declarations",
        latest=maker.records.latest(LATEST),
        assemblies=_assemblies(maker),
    )


def _assemblies(maker: Maker) -> list[dict[str, Any]]:
    return [_about(maker, code, number) for code, number in maker.records.assemblies()]


def _about(maker: Maker, code: str, number: int) -> dict[str, Any]:
    """What lists of assemblies show of each: name, number of declarations, years with their addresses."""
    years = [
        (year, count, _year_address(maker.language, code, year)) for year, count in maker.records.years(code)
    ]
    return {
        "code": code,
        "name": assembly_name(code, maker.language),
        "number": number,
        "years": years,
        "fictional": labels.is_fictional(code),
        "notes": maker.records.notes(code, maker.language),
        "index": addresses.assembly_page(maker.language, code),
        "rules": addresses.assembly_page(maker.language, code, "rules"),
        "members": addresses.members_page(maker.language, code),
    }


def _year_address(language: str, code: str, year: str | None) -> Address:
    return addresses.assembly_page(language, code, year or NO_DAY)


def _assembly_pages(maker: Maker, code: str) -> Iterator[Page]:
    number = dict(maker.records.assemblies())[code]
    about = _about(maker, code, number)
    latest = maker.records.of_assembly(code, LATEST)
    people = sum(1 for _ in maker.records.people(code)) if maker.people else 0
    yield maker.page("assembly.html", about["index"], "assemblies", about=about, latest=latest, people=people)
    books = rules.shown_rulebooks(code, maker.language)
    yield maker.page("rules.html", about["rules"], "assemblies", about=about, rulebooks=books)
    for year, _, address in about["years"]:
        entries = maker.records.of_year(code, year)
        yield maker.page("year.html", address, "declarations", about=about, year=year, entries=entries)
    if people:
        yield _members(maker, about)
        for person in maker.records.people(code):
            yield _member(maker, about, person)


def _members(maker: Maker, about: dict[str, Any]) -> Page:
    people = maker.records.people(about["code"])
    return maker.page("members.html", about["members"], "assemblies", about=about, people=people)


def _member(maker: Maker, about: dict[str, Any], person: Person) -> Page:
    code, language = about["code"], maker.language
    lines = maker.records.lines(code, person.key)
    day = next((line.entry.day for line in lines if line.entry.day), None)
    return maker.page(
        "member.html",
        addresses.member_page(language, code, person.key),
        "assemblies",
        about=about,
        person=person,
        country=labels.place_name(code, person.country_code, person.country, language, day),
        lines=[(line, _group(line, code, language)) for line in lines],
    )


def _group(line: Line, code: str, language: str) -> str | None:
    return labels.group_label(code, line.group, line.entry.list_language, language)
