"""Addresses of drafts, from the list to opening for signature."""

from django.urls import path

from undersigned.server.desk.views import counting, drafting, history, opening, sharing

urlpatterns = [
    path("", drafting.drafts, name="drafts"),
    path("new/", drafting.new, name="draft-new"),
    path("<str:draft>/", drafting.draft, name="draft"),
    path("<str:draft>/autosave/", drafting.autosave, name="draft-autosave"),
    path("<str:draft>/history/", history.history, name="draft-history"),
    path("<str:draft>/versions/<int:number>/", history.version, name="draft-version"),
    path("<str:draft>/versions/<int:number>/restore/", history.restore, name="draft-restore"),
    path("<str:draft>/set-aside/", drafting.set_aside, name="draft-set-aside"),
    path("<str:draft>/take-up/", drafting.take_up, name="draft-take-up"),
    path("<str:draft>/share/", sharing.share, name="draft-share"),
    path("<str:draft>/share/<str:colleague>/end/", sharing.end, name="draft-share-end"),
    path("<str:draft>/figures/", counting.draft_figures, name="draft-figures"),
    path("<str:draft>/figures/<int:number>/", counting.bind, name="figure-bind"),
    path("<str:draft>/figures/<str:binding>/loosen/", counting.loosen, name="figure-loosen"),
    path("<str:draft>/open/", opening.open_, name="draft-open"),
    path("<str:draft>/take-back/", opening.take_back, name="draft-take-back"),
]
