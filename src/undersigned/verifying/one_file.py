"""Collects the verifier's own modules, and those it imports, as the files of one archive that Python runs.

1. The modules are found by reading imports, from the door on; so nothing is in it that the verifier does not
   use, and what it uses is in it.
2. Of the words only those that a report needs.
3. The same sources give the same bytes: nothing is compiled, nothing is dated.
"""

import ast
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGE, DOOR = "undersigned", "undersigned.verifying.__main__"
_MAIN = b"from undersigned.verifying.__main__ import main\n\nmain()\n"
_WORDS = ("cli.toml", "general.toml", "verifying.toml")


def sources() -> dict[str, bytes]:
    """Every file of the archive by its path."""
    found: dict[str, bytes] = {"__main__.py": _MAIN}
    waiting = [DOOR]
    while waiting:
        name = waiting.pop()
        path, file = _file_of(name)
        if path in found:
            continue
        found[path] = file.read_bytes()
        waiting += [name.rpartition(".")[0]] if "." in name else []
        waiting += _imported(found[path])
    wording = files(f"{PACKAGE}.wording")
    for language in ("en", "fr"):
        for words in _WORDS:
            found[f"{PACKAGE}/wording/{language}/{words}"] = (wording / language / words).read_bytes()
    return found


def _file_of(name: str) -> tuple[str, Traversable]:
    """Where a module stands, in the archive and here."""
    inner = name.split(".")[1:]
    here = files(PACKAGE).joinpath(*inner) if inner else files(PACKAGE)
    if here.is_dir():
        return "/".join([PACKAGE, *inner, "__init__.py"]), here / "__init__.py"
    return "/".join([PACKAGE, *inner]) + ".py", files(PACKAGE).joinpath(*inner[:-1], f"{inner[-1]}.py")


def _imported(source: bytes) -> Iterator[str]:
    """The modules of this package that a source imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            module = str(node.module)
            inner = [f"{module}.{name.name}" for name in node.names if _is_module(f"{module}.{name.name}")]
            yield from inner or [module]


def _is_module(name: str) -> bool:
    *_, last = inner = name.split(".")[1:]
    folder = files(PACKAGE).joinpath(*inner[:-1])
    return (folder / last / "__init__.py").is_file() or (folder / f"{last}.py").is_file()
