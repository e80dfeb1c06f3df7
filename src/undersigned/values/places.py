"""Countries and territories by code.

* A code is ISO 3166-1 alpha-2; names are the everyday ones (`places.toml`).
* AA, QM to QZ, XA to XZ and ZZ are never given to a country: fictional places use them.
* How an assembly prints a country on a day is data of that assembly (`declaring/assemblies/`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from undersigned.values.toml import toml_of

_USER_ASSIGNED = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country or territory, with its everyday name by language."""

    code: str
    name: Mapping[str, str]


def country(code: str) -> Country | None:
    """The country of an ISO 3166-1 alpha-2 code; `None` where this project has no name for it."""
    return _countries().get(code)


def is_user_assigned(code: str) -> bool:
    """Whether ISO 3166-1 keeps the code free for its users, so that no country will ever have it."""
    return _USER_ASSIGNED.fullmatch(code) is not None


@cache
def _countries() -> Mapping[str, Country]:
    table = toml_of((files("undersigned.values") / "places.toml").read_bytes())
    return {code: Country(code=code, name=name) for code, name in table.items()}
