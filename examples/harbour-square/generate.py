"""Make every file of this example that is made: `python examples/harbour-square/generate.py [folder]`.

All is invented: the words stand in `text.toml`, the parts of names in `people.toml`, one seed decides the
rest. Every run gives the same bytes, the keys and signatures
of the ceremony among them: nothing in this folder is a secret, and no real person has signed anything.
"""

import sys
import tomllib
from pathlib import Path

from make_ceremony import Scene, hold
from make_keys import Keys, seeded
from make_roll import Dice, choose_signers, edition, make_roll
from make_texts import on_the_site, printed, word_draft

from undersigned.declaring.roll.popolo import write_popolo
from undersigned.declaring.roll.spreadsheet import write_csv
from undersigned.signing.trust import trust_lines

HERE = Path(__file__).parent
SEED = 2041
SIGNED, ADDED = 25, 4
FICTIONAL = """\
# Fictional keys of the Assembly of the Concord: they follow from a seed that everybody can read.
# They serve to check the bundle of this example, and for nothing else.
"""


def files() -> dict[str, bytes]:
    """Every generated file by its name."""
    text = tomllib.loads((HERE / "text.toml").read_text(encoding="utf-8"))
    people = tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))["delegations"]
    dice = Dice(SEED)
    roll = make_roll(dice, people)
    signers = choose_signers(dice, roll, text["tabled_on"], SIGNED)
    added = choose_signers(dice, roll, text["second_edition_on"], ADDED, signers)
    first = edition(1, text["tabled_on"], signers)
    second = edition(2, text["second_edition_on"], [*signers, *added])
    scene = Scene(keys=Keys(seeded=seeded(SEED)), roll=roll, text=text, first=first, second=second)
    held, earlier = hold(scene)
    made = {"roll.csv": write_csv(roll, language="en"), "roll.json": write_popolo(roll)}
    for language in ("en", "fr"):
        made[f"declaration.{language}.txt"] = printed(text, language, first)
        made[f"declaration.2nd-edition.{language}.txt"] = printed(text, language, second)
        made[f"site.{language}.txt"] = on_the_site(text, language, first)
    return {
        **{name: content.encode() for name, content in made.items()},
        "harbour-square.1st-edition.bundle.zip": earlier,
        "harbour-square.bundle.zip": held.bundle(second, {}),
        "trust.txt": FICTIONAL.encode() + trust_lines(held.trust()),
        "draft.en.docx": word_draft(text, "en"),
        "draft.fr.docx": word_draft(text, "fr"),
        "draft.both.docx": word_draft(text, "en", "fr"),
    }


def main(folder: Path) -> None:
    """Write every generated file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
