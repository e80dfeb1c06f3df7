"""Publishing: what is published, one declaration's numbers and editions."""

from django.urls import path

from undersigned.server.desk.views import electronic, publishing

urlpatterns = [
    path("", publishing.publications, name="publications"),
    path("<str:collection>/", publishing.publication, name="publication"),
    path("<str:collection>/number/", publishing.number, name="number"),
    path("<str:collection>/edition/", electronic.prepare_edition, name="prepare-edition"),
    path("<str:collection>/publish/", publishing.publish, name="publish"),
    path("<str:collection>/preview.<str:language>.pdf", publishing.preview, name="preview"),
]
