"""`undersigned desk importcase FILE --by EMAIL`: a case file as what its sources say; shown first."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from undersigned.server.actions.entering.case_import import CaseFileShown, show_case_file, take_case_file
from undersigned.server.actions.evidence.leaving import somebody_must_leave
from undersigned.server.actions.publishing.tending import bring_up
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.refusals import said
from undersigned.server.records.models import User, UserRole


class Command(BaseCommand):
    """Show what a case file would do, or take it in."""

    help = "Show how many claims of a case file (TOML) are new; with --keep, take them in."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, in whose name, and whether to keep anything."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="the e-mail address of the monitor who takes it in")
        parser.add_argument("--keep", action="store_true", help="take it in; without this nothing is kept")

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 (Django's)
        """Show, or keep and show. Raises `CommandError`."""
        by = User.objects.filter(email__iexact=options["by"], role=UserRole.MONITOR, is_active=True).first()
        if by is None:
            raise CommandError(f"no monitor has an open account under {options['by']}")
        try:
            text = options["file"].read_text(encoding="utf-8")
        except OSError as fault:
            raise CommandError(f"{options['file']} cannot be read: {fault.strerror}") from fault
        except UnicodeDecodeError as fault:
            raise CommandError(f"{options['file']} is no text in UTF-8") from fault
        keep = options["keep"]
        done = take_case_file(text=text, by=by, at=now()) if keep else show_case_file(text)
        if isinstance(done, Refusal):
            raise CommandError(_told(done))
        for line in _lines(done, kept=keep):
            self.stdout.write(line)
        if keep and somebody_must_leave():
            shown = bring_up(on=today(), by=by, at=now())
            if isinstance(shown, Refusal):
                raise CommandError(f"the public site is still as it was. {_told(shown)}")
            self.stdout.write("The public site was made anew: something that came is not public.")


def _told(refusal: Refusal) -> str:
    found = said(refusal.findings, "en")
    return " ".join(finding.words for finding in found)


def _lines(done: CaseFileShown, *, kept: bool) -> list[str]:
    lines = []
    for source in done.sources:
        here = (
            ""
            if source.here is None
            else " (here already)"
            if source.here == source.title
            else f" (here: {source.here})"
        )
        lines.append(f"{source.id}: {source.title}{here}: {source.new} new, {source.there} on record")
    lines.append(f"{done.new} claims {'are kept' if kept else 'would be kept'}.")
    if done.withheld:
        lines.append(f"{done.withheld} of them withheld, since something that they are about is.")
    if done.decisions:
        lines.append(f"{done.decisions} decisions {'are made' if kept else 'would be made'} on who is one.")
    if not kept:
        lines.append("Nothing was kept: --keep takes it in.")
    return lines
