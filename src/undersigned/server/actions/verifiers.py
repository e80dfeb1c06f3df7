"""The verifiers that every bundle carries, as files of this installation.

They are brought from outside, so that this program does not hand out its own judge: what lies in the folder
`verifiers` of the data folder goes into the bundles.
"""

from pathlib import Path

from django.conf import settings

NAMES = ("verify.html", "verify.pyz")


def verifiers() -> dict[str, bytes]:
    """The verifiers that there are, by their names."""
    folder = Path(settings.DATA) / "verifiers"
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).is_file()}
