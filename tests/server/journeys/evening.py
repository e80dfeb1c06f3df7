"""What the filmed evening is made with: a server of its own, hands that count, a camera, a pile of sheets.

1. The server is the one command, `undersigned serve`, in a folder that was empty; roll and accounts are those
   of the demonstration, `undersigned desk preparedemo`. Nothing of either is replaced.
2. An input is a click, a field written in (whatever its number of keys), or a file; looking is none.
3. Pictures are written only where `UNDERSIGNED_FILM=1` asks for them.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

PICTURES = Path(__file__).parents[3] / "docs" / "pictures" / "evening"
SIZE = {"width": 1280, "height": 900}
_LARGEST = 120_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A server that runs, and the address by which each of two clerks signs in once."""

    origin: str
    clerk: str
    second_clerk: str


@contextmanager
def desk_in(folder: Path) -> Iterator[Desk]:
    """A desk in an empty folder, served by the one command until the block ends."""
    port = _free_port()
    origin = f"http://localhost:{port}"
    environment = _environment(folder, origin)
    command = [sys.executable, "-m", "undersigned", "serve", "--port", str(port), "--workers", "1"]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(port, process)
            clerk, second = _addresses(environment)
            yield Desk(origin=origin, clerk=clerk, second_clerk=second)
        finally:
            process.terminate()
            process.wait(timeout=60)


@dataclass(slots=True, kw_only=True)
class Hands:
    """What people do at the desk, counted; `lap` begins the count anew."""

    done: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.monotonic)

    def come(self, page: Any, address: str) -> None:
        """Follow an address that was sent."""
        page.goto(address)
        self.done["clicks"] += 1

    def press(self, place: Any) -> None:
        """Click a link or a button, or tick a box."""
        place.click()
        self.done["clicks"] += 1

    def write(self, place: Any, words: str) -> None:
        """Write in a field."""
        place.fill(words)
        self.done["fields"] += 1

    def choose(self, place: Any, words: str) -> None:
        """Choose from a list by what is read there."""
        place.select_option(label=words)
        self.done["fields"] += 1

    def give(self, place: Any, *files: Path) -> None:
        """Give files, each an input."""
        place.set_input_files(files)
        self.done["files"] += len(files)

    def lap(self, name: str) -> int:
        """Say how many inputs and minutes it took since the last time; the inputs."""
        inputs = self.done.total()
        minutes = (time.monotonic() - self.began) / 60
        of_each = ", ".join(f"{number} {kind}" for kind, number in sorted(self.done.items()))
        print(f"{name}: {inputs} inputs ({of_each}), {minutes:.2f} minutes of a browser that never hesitates")
        self.done.clear()
        self.began = time.monotonic()
        return inputs


@dataclass(slots=True)
class Film:
    """A camera: numbered pictures, all of one width and none of them large."""

    taken: int = 0
    place: Path = PICTURES

    def take(self, page: Any, name: str) -> None:
        """Take what is on the screen."""
        if _filming():
            self.keep(page.screenshot(), name)

    def lay_out(self, sheets: Sequence[bytes], name: str) -> None:
        """Take the first pages of PDFs, side by side."""
        if not _filming():
            return
        pages = [Image.open(BytesIO(first_page(one))).convert("RGB") for one in sheets]
        wide = Image.new(
            "RGB", (sum(one.width + 20 for one in pages) + 20, max(one.height for one in pages) + 40)
        )
        wide.paste("#d8d5cc", (0, 0, *wide.size))
        left = 20
        for one in pages:
            wide.paste(one, (left, 20))
            left += one.width + 20
        out = BytesIO()
        wide.resize((SIZE["width"], wide.height * SIZE["width"] // wide.width)).save(out, "PNG")
        self.keep(out.getvalue(), name)

    def keep(self, picture: bytes, name: str) -> None:
        """Write a picture in few colours."""
        self.taken += 1
        self.place.mkdir(parents=True, exist_ok=True)
        few = Image.open(BytesIO(picture)).convert("RGB").quantize(48, dither=Image.Dither.NONE)
        file = self.place / f"{self.taken:02}-{name}.png"
        few.save(file, optimize=True)
        assert file.stat().st_size <= _LARGEST, f"{file.name} is too large"


def signed(sheet: bytes, families: Sequence[str]) -> bytes:
    """A sheet as it comes back from the scanner: ink beside these names, pages without ink left out."""
    with pikepdf.open(BytesIO(sheet)) as pdf, pikepdf.new() as scan:
        for page, lines in zip(pdf.pages, _lines_of(sheet, families), strict=True):
            if lines:
                height = float(page.mediabox[3])
                page.contents_add("\n".join(_scribble(height - one) for one in lines).encode())
                scan.pages.append(page)
        out = BytesIO()
        scan.save(out)
        return out.getvalue()


def _lines_of(sheet: bytes, families: Sequence[str]) -> list[list[float]]:
    """For each page how far from its top the names stand (poppler)."""
    command = ["pdftotext", "-bbox", "-", "-"]
    found = subprocess.run(command, input=sheet, capture_output=True, check=True).stdout.decode()
    wanted = {one.split()[-1] for one in families}
    words = re.compile(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<')
    return [
        [(float(top) + float(end)) / 2 for top, end, word in words.findall(page) if word in wanted]
        for page in found.split("<page ")[1:]
    ]


def _scribble(height: float) -> str:
    """A line of blue ink in the column for signatures."""
    curves = "".join(
        f"{x + 8} {height + 12} {x - 3} {height - 10} {x + 14 + x % 7} {height - 2 + x % 5} c\n"
        for x in range(340, 430, 15)
    )
    return f"q 0.1 0.2 0.6 RG 1.1 w 336 {height} m\n{curves}S Q"


def first_page(pdf: bytes) -> bytes:
    """The first page of a PDF as PNG (poppler)."""
    command = ["pdftoppm", "-png", "-r", "72", "-singlefile", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout


def _filming() -> bool:
    return os.environ.get("UNDERSIGNED_FILM") == "1"


def _environment(folder: Path, origin: str) -> Mapping[str, str]:
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("UNDERSIGNED_", "DJANGO_"))
    }
    own = {"UNDERSIGNED_DATA": str(folder / "data"), "UNDERSIGNED_DEMO": "1", "UNDERSIGNED_ORIGIN": origin}
    return {**plain, **own}


def _addresses(environment: Mapping[str, str]) -> tuple[str, str]:
    command = [sys.executable, "-m", "undersigned", "desk", "preparedemo"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    clerk, second, *_others = re.findall(r"http\S+", said)
    return clerk, second


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")
