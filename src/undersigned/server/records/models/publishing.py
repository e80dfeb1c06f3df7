"""Numbers, editions and the published bytes.

1. A number is given once in its series; the series row is locked while its next number is taken, so there is
   neither a gap nor a double.
2. An edition is what was published on a day, whole: it is never changed, a later one stands beside it.
3. What the public sees is one `Publication`, switched to in one row when all its files are there; files of
   the same bytes share one `PublishedBody`.
4. That the site must be made anew is a row of its own, `SiteDue`, kept with the act that makes it so, until
   a publication that was begun later is shown. While something must go, what stands beside the texts
   (`PublishedFile.beside`) is not given out.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User
from undersigned.server.records.models.signing import Collection


class NumberSeries(models.Model):
    """A series of an assembly: `document` for all its documents, else the instrument's code."""

    assembly = models.CharField(max_length=60)
    series = models.CharField(max_length=60)
    latest = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["assembly", "series"], name="number_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.assembly}/{self.series}: {self.latest}"


class Number(models.Model):
    """A number given to a declaration in a series."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="numbers")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["series", "number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["series", "number"], name="number_given_once"),
            models.UniqueConstraint(fields=["series", "collection"], name="number_one_a_declaration"),
            models.CheckConstraint(condition=Q(number__gt=0), name="number_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Publication(models.Model):
    """One whole state of the public site; `complete` once all its files are kept."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    complete = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return str(self.pk)


class CurrentPublication(models.Model):
    """The one row that says which publication the public sees."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    publication = models.OneToOneField(Publication, models.PROTECT, related_name="current")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(id=1), name="current_publication_is_one")
        ]

    def __str__(self) -> str:
        return str(self.publication_id)


class Edition(models.Model):
    """An edition of a declaration; `document` is the whole `publishing.document.Document` as plain data.

    `label` is the address part (`2031-10-04`, a second one on the day `2031-10-04.2`); `changes` says what is
    new since the edition before: `{"added": […], "withdrawn": […], "corrected": […]}`.
    """

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=20)
    day = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    text_digests = models.JSONField()
    list_digest = models.CharField(max_length=64)
    document = models.JSONField()
    changes = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["collection", "number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["collection", "number"], name="edition_number_once"),
            models.UniqueConstraint(fields=["collection", "label"], name="edition_label_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="edition_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} @{self.label}"


class PublishedBody(models.Model):
    """Bytes that are served, by their digest; `gzip` is the same compressed, where that is shorter."""

    digest = models.CharField(primary_key=True, max_length=64)
    body = models.BinaryField()
    gzip = models.BinaryField(null=True)

    def __str__(self) -> str:
        return self.digest


class PublishedFile(models.Model):
    """A file of a publication, by its address within the site (no slash before it)."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="files")
    path = models.CharField(max_length=500)
    content_type = models.CharField(max_length=100)
    etag = models.CharField(max_length=70)
    body = models.ForeignKey(PublishedBody, models.PROTECT, related_name="+")
    immutable = models.BooleanField(default=False)
    beside = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["publication", "path"], name="published_path_once")
        ]

    def __str__(self) -> str:
        return self.path


class SiteDue(models.Model):
    """That the public site must be made anew, from the act on; it says of nobody who it is about.

    `hides`: the site names or counts somebody whom it must not. `erases`: what it holds of them is to go off
    the disk, too. `tried_at` is when somebody last set about it.
    """

    hides = models.BooleanField()
    erases = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    tried_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    met_by = models.ForeignKey(Publication, models.PROTECT, null=True, related_name="met")
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(met_at=None, met_by=None, emptied_at=None)
                | Q(met_at__isnull=False, met_by__isnull=False),
                name="site_due_met_by_a_publication",
            )
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["hides"], condition=Q(met_at=None), name="site_due_open")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}{' met' if self.met_at else ''}"
