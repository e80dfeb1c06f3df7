"""The page of settings is the table of variables, and nothing else reads the environment."""

import re
from pathlib import Path

from undersigned.server.config.environment import VARIABLES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "settings.md"


def row(variable):
    default = f"`{variable.default}`" if variable.default else "not set"
    return f"| `{variable.name}` | {default} | {variable.meaning} |"


def test_the_page_has_every_variable_as_it_is():
    """Name, default and meaning, in the order of the table."""
    rows = [
        line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `UNDERSIGNED_")
    ]

    assert rows == [row(variable) for variable in VARIABLES]


def test_every_variable_of_the_code_is_in_the_table():
    """No module knows a variable that the page does not."""
    known = {variable.name for variable in VARIABLES}
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))

    assert {name for source in sources for name in re.findall(r"UNDERSIGNED_[A-Z_]+", source)} <= known


def test_the_environment_is_read_in_one_place():
    """Only `config/environment.py` looks at it; `dumps.py` hands it on to PostgreSQL's own programs."""
    reading = {
        path.name
        for path in (ROOT / "src" / "undersigned" / "server").rglob("*.py")
        if re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8"))
    }

    assert reading <= {"environment.py", "wsgi.py", "dumps.py"}
