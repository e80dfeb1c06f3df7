"""Collecting, on paper and by key: the texts that are open, their names, sheets and scans."""

from django.urls import path

from undersigned.server.desk.views import electronic, paper, signing

urlpatterns = [
    path("", signing.collections, name="collections"),
    path("<str:collection>/", signing.collection, name="collection"),
    path("<str:collection>/sheet.pdf", signing.signature_sheet, name="signature-sheet"),
    path("<str:collection>/find/", signing.find_names, name="find-names"),
    path("<str:collection>/scans/<str:scan>/", signing.scan, name="scan"),
    path("<str:collection>/scans/<str:scan>/<int:page>.png", signing.scan_page, name="scan-page"),
    path("<str:collection>/tick/", paper.tick, name="tick-names"),
    path("<str:collection>/confirm/", paper.confirm, name="confirm-names"),
    path("<str:collection>/ruling/", paper.ruling, name="ruling"),
    path("<str:collection>/papers/", electronic.papers, name="papers-to-log"),
    path("<str:collection>/invitations/", electronic.invitations, name="invitations"),
    path("<str:collection>/invitations/new/", electronic.invite_members, name="invite-members"),
    path("<str:collection>/invitations/<str:invitation>/end/", electronic.end, name="end-invitation"),
    path("<str:collection>/names/<str:name>/", signing.name, name="name"),
    path("<str:collection>/names/<str:name>/contest/", electronic.contest, name="contest-name"),
    path("<str:collection>/names/<str:name>/take-back/", paper.take_back, name="take-back"),
    path("<str:collection>/names/<str:name>/withdraw/", paper.withdraw, name="withdraw-name"),
    path("<str:collection>/names/<str:name>/scan/", paper.attach, name="attach-scan"),
    path("<str:collection>/names/<str:name>/first/", paper.first, name="first-signer"),
]
