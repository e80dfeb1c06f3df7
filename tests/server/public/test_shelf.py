"""The shelf between two publications: nobody meets a gap."""

import pytest
from tests.server.builders import AT

from undersigned.server.public.shelf import DatabaseShelf
from undersigned.server.records.models import CurrentPublication, Publication, PublishedBody, PublishedFile


def published(address):
    """A publication with one file, and nothing kept of those before."""
    digest = f"{Publication.objects.count():064x}"
    publication = Publication.objects.create(at=AT, by=None, complete=True)
    PublishedBody.objects.create(digest=digest, body=b"x")
    PublishedFile.objects.create(
        publication=publication, path=address, content_type="text/html", etag=f'"{digest}"', body_id=digest
    )
    CurrentPublication.objects.update_or_create(id=1, defaults={"publication": publication})
    PublishedFile.objects.exclude(publication=publication).delete()
    return digest


@pytest.mark.django_db(transaction=True)
def test_a_page_is_found_the_moment_after_the_site_was_made_anew():
    """A shelf that has just asked which publication is current asks again where that one has gone."""
    published("index.html")
    shelf = DatabaseShelf(ask_again_after=60)
    assert shelf.find("nothing") is None
    digest = published("index.html")

    assert shelf.find("index.html").digest == digest
    assert shelf.find("nothing") is None
    shelf.close()
