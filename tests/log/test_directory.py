"""The log's files: written durably, taken up after a stop at any step, and derived anew."""

import shutil

import pytest
from tests.log.trees import DAY, LOG, LOG_KEY, ORIGIN, WITNESSES, a_checkpoint, entry, root

from undersigned.log.appending import begin, writing
from undersigned.log.checkpoint import SignedCheckpoint, sign_checkpoint
from undersigned.log.cosignature import cosign
from undersigned.log.directory import LogDirectory
from undersigned.log.durable import write_all
from undersigned.log.faults import LogError
from undersigned.log.keys import signing_key
from undersigned.log.merkle import leaf_hash
from undersigned.log.notes import NoteKey
from undersigned.log.proofs import check_consistency, check_inclusion
from undersigned.log.rederiving import rederived
from undersigned.log.tiles import Tile, entries_in, tile_at


class StoppedError(Exception):
    """The machine went off."""


def stopping_at(number):
    """A step hook that stops before the step of this number, and counts the steps."""
    steps = []

    def step(name):
        if len(steps) == number:
            raise StoppedError(name)
        steps.append(name)

    step.taken = steps
    return step


@pytest.fixture
def place(tmp_path):
    """Where a log has begun."""
    begin(tmp_path / "log", LOG, DAY)
    return tmp_path / "log"


def append(log, entries, witnesses=()):
    """As a sequencer does: write, sign, let witnesses see it, show it."""
    signed = log.record(log.extend(entries), LOG)
    lines = [cosign(signed.note.text, witness, 5) for witness in witnesses]
    shown = SignedCheckpoint(checkpoint=signed.checkpoint, note=signed.note.signed(*lines))
    log.publish(shown)
    return shown


def entries(start, end):
    return [entry(number) for number in range(start, end)]


def rules(place):
    return {difference.rule for difference in rederived(LogDirectory(place)).differences}


def refusal(act, *arguments):
    with pytest.raises(LogError) as caught:
        act(*arguments)
    return caught.value.rule


def test_a_file_is_synchronised_before_it_has_its_name_and_its_folder_after(tmp_path, synchronised):
    """Each file aside, renamed when it is whole; new folders into the ones above; all folders at the end."""
    step = stopping_at(-1)

    write_all(tmp_path, {"a/b": b"1", "c": b"2"}, step)

    assert synchronised == [tmp_path.name, ".b.new", ".c.new", "a", tmp_path.name]
    assert step.taken == [
        "make a/",
        *("write a/b", "synchronise a/b", "rename a/b"),
        *("write c", "synchronise c", "rename c"),
        *("synchronise a/", f"synchronise {tmp_path.name}/"),
    ]


def test_entries_tiles_and_the_signature_are_durable_before_they_are_shown(place, synchronised):
    """Bundle, tile, recorded, checkpoint: in this order."""
    with writing(place) as log:
        synchronised.clear()
        append(log, entries(0, 2))

    files = [name for name in synchronised if name.startswith(".")]
    assert files == [".2.new", ".2.new", ".recorded.new", ".checkpoint.new"]


def test_a_log_begins_once(place):
    """Origin, key and day are recorded; a second beginning is refused and changes nothing."""
    again = refusal(begin, place, signing_key("other.example", bytes(32)), DAY)

    log = LogDirectory(place)
    assert again == "log-place"
    assert (log.inception.origin, log.inception.day, log.inception.key) == (ORIGIN, DAY, LOG_KEY)
    assert log.checkpoint().checkpoint == log.recorded().checkpoint == a_checkpoint(0)


def test_a_log_begins_in_no_place_that_holds_anything(tmp_path):
    """One hidden file is enough to refuse; so is a file of that name."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / ".hidden").touch()
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()

    assert refusal(begin, tmp_path / "full", LOG, DAY) == "log-place"
    assert refusal(begin, tmp_path / "file", LOG, DAY) == "log-place"
    assert begin(tmp_path / "empty", LOG, DAY).origin == ORIGIN


def test_a_beginning_that_was_stopped_leaves_no_half_log(tmp_path):
    """Whatever the step, there is a whole log or none, and beginning again works."""
    number = 0
    while True:
        place = tmp_path / str(number)
        step = stopping_at(number)
        try:
            begin(place, LOG, DAY, step)
            break
        except StoppedError:
            assert not place.exists()
            assert begin(place, LOG, DAY).origin == ORIGIN
            assert sorted(path.name for path in place.parent.glob(f".{number}.*")) == []
        number += 1
    assert number > 9


def test_what_was_appended_is_read_back(place):
    """Entries, roots and proofs from the files, in steps of every kind."""
    with writing(place) as log:
        for start, end in ((0, 1), (1, 4), (4, 255), (255, 256), (256, 600)):
            append(log, entries(start, end))

    log = LogDirectory(place)
    assert log.checkpoint().checkpoint == a_checkpoint(600)
    assert list(log.entries(0, 600)) == entries(0, 600)
    assert list(log.entries(250, 258)) == entries(250, 258)
    assert list(log.entries(7, 7)) == []
    assert log.entry(256, 600) == entry(256)
    for index in (0, 255, 256, 599):
        check_inclusion(
            entry_hash=leaf_hash(entry(index)),
            index=index,
            size=600,
            proof=log.inclusion(index, 600),
            root=root(600),
        )
    for old in (1, 4, 255, 256, 300):
        proof = log.consistency(old, 600)
        check_consistency(old=old, new=600, old_root=root(old), new_root=root(600), proof=proof)
    assert log.consistency(0, 600) == ()
    assert rules(place) == set()


def test_a_tile_that_is_gone_is_cut_from_a_wider_one(place):
    """Partial tiles of a full one are removed; what they held is still read."""
    with writing(place) as log:
        for start, end in ((0, 5), (5, 9), (9, 300)):
            append(log, entries(start, end))

    log = LogDirectory(place)
    assert not (place / "tile" / "0" / "000.p").exists()
    assert not (place / "tile" / "entries" / "000.p").exists()
    assert [log.root(size) for size in (0, 3, 5, 7, 256, 299)] == [
        root(size) for size in (0, 3, 5, 7, 256, 299)
    ]
    assert len(log.read(tile_at(0, 0, 5))) == 5 * 32
    assert log.entry(4, 5) == entry(4)


def test_the_log_is_taken_up_where_it_was(place):
    """Another writer goes on; the tree is the one that one writer would have made."""
    for start, end in ((0, 3), (3, 3), (3, 256), (256, 256), (256, 520)):
        with writing(place) as log:
            assert log.size == start
            append(log, entries(start, end))

    assert LogDirectory(place).checkpoint().checkpoint == a_checkpoint(520)
    assert rules(place) == set()


def test_only_one_writer_at_a_time(place):
    """A second writer is refused while the first is at work, and let in afterwards."""
    with writing(place) as log:
        append(log, entries(0, 2))
        assert refusal(writing(place).__enter__) == "log-locked"
    with writing(place) as log:
        assert log.size == 2


@pytest.mark.slow
@pytest.mark.parametrize("before", [0, 250])
def test_a_stop_at_any_step_loses_nothing_and_forks_nothing(tmp_path, before):
    """After a stop before each step in turn: what was acknowledged is there, what others saw is continued."""
    begin(tmp_path / "made", LOG, DAY)
    with writing(tmp_path / "made") as log:
        append(log, entries(0, before))
    number, finished = 0, False
    while not finished:
        place, step = tmp_path / f"stop-{number}", stopping_at(number)
        shutil.copytree(tmp_path / "made", place)
        acknowledged, seen = before, [a_checkpoint(before)]
        try:
            with writing(place, step=step) as log:
                for end in (before + 4, before + 12):
                    signed = log.record(log.extend(entries(log.size, end)), LOG)
                    seen.append(signed.checkpoint)
                    log.publish(signed)
                    acknowledged = end
            finished = True
        except StoppedError:
            number += 1

        with writing(place) as log:
            kept = log.size
            assert kept >= acknowledged
            assert list(log.entries(0, kept)) == entries(0, kept)
            for checkpoint in seen:
                log.require_history(checkpoint)  # what a witness may have cosigned is still our past
            new = append(log, [*entries(kept, 300), b"after the stop"])
        assert new.checkpoint.size == 301
        assert LogDirectory(place).entry(300, 301) == b"after the stop"
        assert rules(place) == set()
        shutil.rmtree(place)
    assert number > 30


def test_what_a_stop_left_is_cleared_and_replaced(place):
    """Entries that were written and never signed give way to other entries at the same place."""
    with writing(place) as log:
        append(log, entries(0, 250))
        log.extend([b"never acknowledged"] * 700)
    with writing(place) as log:
        assert log.size == 250
        assert {
            path.relative_to(place).as_posix() for path in (place / "tile").rglob("*") if path.is_file()
        } == {
            "tile/0/000.p/250",
            "tile/entries/000.p/250",
        }
        append(log, entries(250, 251))
        append(log, entries(251, 600))

    assert LogDirectory(place).checkpoint().checkpoint == a_checkpoint(600)
    assert rules(place) == set()
    assert not [path for path in place.rglob("*") if path.name.startswith(".")]


def test_only_what_is_written_is_signed_and_only_what_is_recorded_is_shown(place):
    """No checkpoint of another tree, none by a key that readers do not know, none older than the last."""
    with writing(place) as log:
        older = append(log, entries(0, 2))
        append(log, entries(2, 3))
        next_one = log.extend(entries(3, 4))
        unrecorded = sign_checkpoint(next_one, LOG)
        forked = sign_checkpoint(a_checkpoint(3, root=root(7)), LOG)

        assert refusal(log.record, a_checkpoint(5), LOG) == "log-unwritten"
        assert refusal(log.record, next_one, signing_key(ORIGIN, bytes(32))) == "checkpoint-unsigned"
        assert refusal(log.publish, unrecorded) == "log-unwritten"
        assert refusal(log.publish, older) == "log-unwritten"
        assert refusal(log.publish, forked) == "log-fork"
    assert LogDirectory(place).checkpoint().checkpoint == a_checkpoint(3)


@pytest.mark.parametrize("last", ["write recorded", "rename recorded", "synchronise log/"])
def test_a_writer_that_could_not_record_stops(place, last):
    """Whether the signature is on the disk is not known: this writer signs no other, the next reads it."""
    full = []

    def step(name):
        if full and name == last:
            raise OSError(28, "No space left on device")

    with writing(place, step=step) as log:
        append(log, entries(0, 5))
        checkpoint = log.extend(entries(5, 6))
        full.append(True)
        with pytest.raises(OSError, match="No space"):
            log.record(checkpoint, LOG)
        full.clear()
        assert refusal(log.record, checkpoint, LOG) == "log-stopped"
        assert refusal(log.extend, entries(6, 7)) == "log-stopped"
    with writing(place) as log:
        assert log.size == (5 if last != "synchronise log/" else 6)


def test_a_log_is_not_written_where_nothing_keeps_a_second_writer_out(place, monkeypatch):
    """On Windows it is said in words; reading goes on."""
    monkeypatch.setattr("undersigned.log.durable.sys.platform", "win32")

    assert refusal(_write, place) == "log-system"
    assert LogDirectory(place).checkpoint()


def _write(place):
    with writing(place):
        pass


def test_a_writer_whose_disk_is_full_stops_and_another_goes_on(place):
    """A write that failed is a stop: nothing of it is signed, and its traces do not stay."""
    full = []

    def step(name):
        if full and name == "rename tile/0/000.p/7":
            raise OSError(28, "No space left on device")

    with writing(place, step=step) as log:
        append(log, entries(0, 5))
        full.append(True)
        with pytest.raises(OSError, match="No space"):
            log.extend([b"lost", b"lost too"])
        assert refusal(log.extend, entries(5, 6)) == "log-stopped"
        assert refusal(log.record, a_checkpoint(5), LOG) == "log-stopped"
    with writing(place) as log:
        append(log, entries(5, 6))
        append(log, entries(6, 9))

    assert LogDirectory(place).root(7) == root(7)
    assert LogDirectory(place).entry(6, 7) == entry(6)
    assert rules(place) == set()


def test_what_a_checkpoint_covers_is_never_written_again(place):
    """A writer that had lost count would be stopped before the first byte."""
    with writing(place) as log:
        append(log, entries(0, 2))
        log._covered = 4

        assert refusal(log.extend, entries(2, 3)) == "log-covered"
    assert rules(place) == set()


def test_cosignatures_can_be_added_to_what_is_shown(place):
    """The same checkpoint is shown again when witnesses have answered."""
    with writing(place) as log:
        signed = append(log, entries(0, 2))
        lines = [cosign(signed.note.text, witness, 5) for witness in WITNESSES]
        log.publish(SignedCheckpoint(checkpoint=signed.checkpoint, note=signed.note.signed(*lines)))

    assert len(LogDirectory(place).checkpoint().note.lines) == 4


def test_a_restored_older_log_does_not_go_on(place, tmp_path):
    """Somebody saw more, or something else, under this log's name."""
    with writing(place) as log:
        append(log, entries(0, 3))
        shutil.copytree(place, tmp_path / "backup")
        seen = append(log, entries(3, 5)).checkpoint

    with writing(tmp_path / "backup") as old:
        assert refusal(old.require_history, seen) == "log-behind"
        append(old, [b"other", b"entries"])
        assert refusal(old.require_history, seen) == "log-fork"
        assert refusal(old.require_history, a_checkpoint(2, origin="x.example")) == "checkpoint-origin"
        old.require_history(a_checkpoint(3))


def spoil(place, path, change):
    file = place / path
    file.write_bytes(change(file.read_bytes()))


LAST_BYTE_TURNED, CUT_SHORT, REVERSED = (
    lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
    lambda raw: raw[:-1],
    lambda raw: raw[::-1],
)


@pytest.mark.parametrize(
    ("path", "change", "found"),
    [
        ("tile/0/000", LAST_BYTE_TURNED, ("log-tile", "tile/0/000")),
        ("tile/0/001.p/44", CUT_SHORT, ("tile-length", "tile/0/001.p/44")),
        ("tile/1/000.p/1", REVERSED, ("log-tile", "tile/1/000.p/1")),
        ("tile/entries/000", LAST_BYTE_TURNED, ("log-tile", "tile/0/000")),
        ("tile/entries/001.p/44", CUT_SHORT, ("bundle-length", "tile/entries/001.p/44")),
        ("tile/entries/001.p/44", LAST_BYTE_TURNED, ("log-root", "recorded")),
        ("checkpoint", lambda raw: raw.replace(b"\n300\n", b"\n299\n"), ("note-signature", "checkpoint")),
        ("recorded", CUT_SHORT, ("note-form", "recorded")),
    ],
)
def test_a_spoilt_file_is_found_by_deriving_anew(place, path, change, found):
    """A byte in a tile, a bundle or a checkpoint: the difference names rule and file."""
    with writing(place) as log:
        append(log, entries(0, 300))
    spoil(place, path, change)

    differences = rederived(LogDirectory(place)).differences

    assert found in {(difference.rule, difference.path) for difference in differences}


def test_a_shown_checkpoint_that_was_never_recorded_is_found(place):
    """What is shown is never ahead of what the log knows to have signed."""
    with writing(place) as log:
        append(log, entries(0, 2))
        before = (place / "recorded").read_bytes()
        append(log, entries(2, 4))
    (place / "recorded").write_bytes(before)

    assert rules(place) == {"log-unrecorded"}


@pytest.mark.parametrize("path", ["tile/0/000", "tile/entries/001.p/44", "recorded", "checkpoint"])
def test_a_missing_file_is_found_and_never_taken_for_an_empty_log(place, path):
    """Whatever is gone is named; a log without its recorded checkpoint is not written to."""
    with writing(place) as log:
        append(log, entries(0, 300))
    (place / path).unlink()

    assert rules(place) == {"log-file"}
    if path == "recorded":
        assert refusal(writing(place).__enter__) == "log-file"


def test_a_log_whose_tiles_do_not_fit_is_not_written_to(place):
    """The right edge must lead to the recorded root."""
    with writing(place) as log:
        append(log, entries(0, 5))
    spoil(place, "tile/0/000.p/5", lambda raw: raw[::-1])

    assert refusal(writing(place).__enter__) == "log-damaged"


def test_a_place_without_a_log_is_named(tmp_path):
    """Neither read nor locked."""
    assert refusal(LogDirectory, tmp_path) == "log-file"
    assert refusal(writing(tmp_path).__enter__) == "log-file"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"day 2031", b"day 2O31"),
        lambda raw: raw + b"\n",
        lambda raw: raw[:20],
        lambda raw: b"\xff" + raw,
        lambda raw: raw.replace(b"origin log", b"origin dog"),
    ],
)
def test_a_damaged_inception_is_refused(place, change):
    """Four lines and nothing else."""
    spoil(place, "inception", change)

    assert refusal(LogDirectory, place) == "log-inception"


@pytest.mark.parametrize("content", [b"", b"\0\1a", b"\0\1a\0\1b\0\1c", b"\0\1a\0\2b", b"\0\1a\0\1b\0"])
def test_a_bundle_holds_as_many_entries_as_its_width(content):
    """Neither fewer nor more, and no bytes beside them."""
    assert entries_in(b"\0\1a\0\1b", 2) == (b"a", b"b")
    assert refusal(entries_in, content, 2) == "bundle-length"


def test_an_entry_that_is_too_long_is_refused_before_anything_is_written(place):
    """65,535 bytes are the most that a bundle can hold."""
    with writing(place) as log:
        assert refusal(log.extend, [bytes(65_536)]) == "entry-length"
        append(log, [bytes(65_535)])

    assert LogDirectory(place).entry(0, 1) == bytes(65_535)
    assert rules(place) == set()


def test_a_second_key_of_the_log_goes_on_where_the_first_ended(place):
    """The log's name stays; the new key is one that readers were told of."""
    second = signing_key(ORIGIN, bytes(range(1, 33)))
    keys = [NoteKey(key=second.verifier)]
    with writing(place, keys) as log:
        log.publish(log.record(log.extend(entries(0, 2)), second))

    assert LogDirectory(place, keys).checkpoint().checkpoint == a_checkpoint(2)
    assert refusal(LogDirectory(place).checkpoint) == "checkpoint-unsigned"


def test_tiles_beyond_the_size_are_no_tiles(place):
    """Asking for a place that the tree does not have is refused by name."""
    with writing(place) as log:
        append(log, entries(0, 2))

    log = LogDirectory(place)
    assert refusal(log.inclusion, 2, 2) == "inclusion-index"
    assert refusal(log.entry, 2, 2) == "inclusion-index"
    assert refusal(tile_at, 1, 0, 2) == "tile-place"
    assert refusal(log.read, Tile(level=0, index=9)) == "log-file"
