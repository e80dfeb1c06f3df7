"""The house: what import-linter cannot say."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "undersigned"
PACKAGES = (
    *("__main__", "server", "cli", "verifying", "followup", "publishing", "signing"),
    *("declaring", "counting", "linking", "evidence", "wording", "log", "values"),
)

# What each package may bring in from outside: a new dependency is a visible line here.
THIRD_PARTY = {
    "__main__": set(),
    "server": {
        *("allauth", "click", "cryptography", "django", "django_htmx", "openpyxl", "psycopg", "rfc8785"),
        "segno",
    },
    "cli": {"click", "rich"},
    "verifying": set(),
    "followup": set(),
    "publishing": {
        "asn1crypto",
        "fontpkg_source_sans_3",
        "fontpkg_source_serif_4",
        "jinja2",
        "lxml",
        "markupsafe",
        "pikepdf",
        "pyhanko",
        "pyhanko_certvalidator",
        "rfc8785",
        "typst",
    },
    "signing": {"cryptography", "rfc3161_client"},
    "declaring": {"docx", "lxml", "rfc8785"},
    "linking": set(),
    "evidence": {"cryptography", "lxml", "python_calamine"},
    "counting": {"pymorphy3", "rfc8785", "text_to_num"},
    "wording": set(),
    "log": {"cryptography"},
    "values": set(),
}

# A function's own statements, and all of it with its signature, options and docstring, in lines.
LONGEST_BODY, LONGEST = 36, 54

# A module longer than 300 lines, or a function longer than that, with the reason why it is still one thing.
# The list may only shrink.
EXCUSED: dict[str, str] = {
    "server/records/migrations/0001_initial_records.py": "written by Django: every table of the desk at once",
    "server/records/migrations/0003_log_keys_and_electronic_signatures.py": "written by Django: the log",
    "server/records/migrations/0004_evidence_counts_and_followup.py": "written by Django: all at once",
}


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("undersigned", include_external_packages=True, cache_dir=None)


def python_files(folder: Path):
    return sorted(path for path in folder.rglob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_third_party_imports_are_the_written_list(graph, package):
    """Each package imports exactly the libraries that the table names."""
    module = f"undersigned.{package}"
    modules = {module} | graph.find_descendants(module)
    outside = {name for inner in modules for name in graph.find_modules_directly_imported_by(inner)}
    libraries = {name.split(".")[0] for name in outside} - {"undersigned"} - set(sys.stdlib_module_names)

    assert libraries == THIRD_PARTY[package]


def test_the_contract_names_every_package():
    """The layers of the contract, the folders and this page's list are the same."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    folders = {path.name for path in SOURCES.iterdir() if (path / "__init__.py").exists()} | {"__main__"}

    assert tuple(" | ".join(contracts[0]["layers"]).split(" | ")) == PACKAGES
    assert folders == set(PACKAGES)


def test_the_tree_in_the_readme_is_the_tree_on_disk():
    """Every path of the README's tree exists, and every package and top-level file is in it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = re.search(r"```tree\n(.*?)```", readme, re.DOTALL)
    assert tree, "the README has no ```tree block"
    named = [line.split()[0] for line in tree[1].splitlines() if line.strip()]
    missing = [name for name in named if not (ROOT / name.rstrip("/")).exists()]
    packages = {f"src/undersigned/{package}/" for package in PACKAGES if package != "__main__"}
    tops = {f"{top}/" if (ROOT / top).is_dir() else top for top in tracked_tops()}

    assert not missing
    assert packages <= set(named)
    assert {top for top in tops if not top.startswith(".")} - {"src/"} <= set(named)


def tracked_tops() -> set[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return {line.split("/")[0] for line in listing.stdout.splitlines()}


def lines_of(function: ast.FunctionDef) -> tuple[int, int]:
    """How many lines a function has, and how many of them are its statements after the docstring."""
    statements = function.body[1:] if ast.get_docstring(function) else function.body
    body = function.end_lineno - statements[0].lineno + 1 if statements else 0
    return function.end_lineno - function.lineno + 1, body


@pytest.mark.parametrize("path", python_files(SOURCES), ids=lambda path: str(path.relative_to(SOURCES)))
def test_modules_and_functions_have_a_readable_size(path):
    """No module over 300 lines and no function over its measure, save the excused."""
    source = path.read_text(encoding="utf-8")
    name = str(path.relative_to(SOURCES))
    if name in EXCUSED:
        pytest.skip(EXCUSED[name])
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    long = [
        f"{node.name}: {whole}, its body {body}"
        for node in functions
        for whole, body in [lines_of(node)]
        if whole > LONGEST or body > LONGEST_BODY
    ]

    assert source.count("\n") <= 300
    assert not long


@pytest.mark.parametrize("path", python_files(SOURCES), ids=lambda path: str(path.relative_to(SOURCES)))
def test_every_module_begins_by_saying_what_it_is(path):
    """The first lines of a module tell what it holds."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("package", [package for package in PACKAGES if package != "__main__"])
def test_every_package_has_its_trust_sentence(package):
    """The head of a package says what it takes on faith and what follows if that were false."""
    assert "Trust:" in (SOURCES / package / "__init__.py").read_text(encoding="utf-8")


def tracked_texts():
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listing.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.suffix not in {".woff2", ".png", ".docx", ".pdf", ".ttf"}:
            yield name, path.read_bytes().decode("utf-8", errors="replace")


def test_the_names_for_measuring_spelling_never_enter():
    """The file of real names is for measuring only; neither it nor a piece of it is here."""
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert not [name for name in listing.stdout.splitlines() if "names-kz" in name]


def test_no_sentence_of_the_founding_text_is_in_the_project(shared):
    """Its facts are here; its words stay in the official file: no eight of them stand here in a row."""
    seed = (shared / "seed" / "doc-14983.txt").read_text(encoding="utf-8")
    words = words_of(seed[seed.index("From February") : seed.index("Signed (see")])
    runs = {tuple(words[at : at + 8]) for at in range(len(words) - 7)}

    found = [
        (name, " ".join(run))
        for name, text in tracked_texts()
        if (here := words_of(text))
        for run in runs.intersection(zip(*(here[at:] for at in range(8)), strict=False))
    ]

    assert len(runs) > 100
    assert not found


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_no_address_of_a_package_registry_is_written_down():
    """Pins carry hashes, never where a package was fetched."""
    pins = "".join(path.read_text() for path in (ROOT / "requirements").glob("*.txt"))

    assert "--hash=sha256:" in pins
    assert "://" not in pins
