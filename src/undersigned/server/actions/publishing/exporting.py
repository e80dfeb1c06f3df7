"""Writes the published site as a folder of files that any web server, or none, can show.

The bytes are those that are served. The folder takes the place of the one before in one step.
"""

from pathlib import Path

from django.db import DatabaseError

from undersigned.publishing.site.folder import SiteFolderError, taking_the_place_of, write
from undersigned.server.actions.evidence.leaving import somebody_must_leave
from undersigned.server.actions.publishing.generations import current
from undersigned.values.faults import UndersignedError
from undersigned.wording.words import LANGUAGES, sentence


class ExportError(UndersignedError):
    """There is nothing to export, or the folder cannot be written."""


def export_site(folder: Path) -> int:
    """Write the current publication to a folder, and return the number of files. Raises `ExportError`."""
    try:
        publication = current()
    except DatabaseError as fault:
        raise ExportError(
            "nothing is kept here yet, or its database cannot be reached: look at UNDERSIGNED_DATA and"
            " UNDERSIGNED_DATABASE; undersigned serve makes a new place"
        ) from fault
    if publication is None:
        raise ExportError("nothing is published yet")
    if somebody_must_leave():
        raise ExportError(
            "the site that is shown may name somebody whom it must not any more: first make it anew"
            " (undersigned desk makesite)"
        )
    files = 0
    try:
        with taking_the_place_of(folder) as building:
            for file in publication.files.select_related("body").order_by("path").iterator(chunk_size=50):
                write(building, file.path, bytes(file.body.body))
                files += 1
    except SiteFolderError as fault:
        raise ExportError(sentence(fault.finding, LANGUAGES[0])) from fault
    return files
