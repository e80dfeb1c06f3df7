"""Addresses of evidence: sources, lists, cases, what goes out."""

from django.urls import path

from undersigned.server.desk.views import cases, correcting, followup, lists, outgoing, saying

urlpatterns = [
    path("", lists.evidence, name="evidence"),
    path("bring/", lists.bring, name="list-bring"),
    path("lists/<str:list_>/", lists.list_, name="list"),
    path("lists/<str:list_>/columns/", lists.columns, name="list-columns"),
    path("lists/<str:list_>/look/", lists.look_again, name="list-look"),
    path("lists/<str:list_>/words/", lists.words, name="list-words"),
    path("lists/<str:list_>/take-in/", lists.take_in, name="list-take-in"),
    path("lists/<str:list_>/set-aside/", lists.set_aside, name="list-set-aside"),
    path("lists/<str:list_>/refused/", lists.refused, name="list-refused"),
    path("sources/<str:source>/", cases.source, name="source"),
    path("sources/<str:source>/readers/", cases.reader, name="source-reader"),
    path("sources/<str:source>/readers/<int:reader>/end/", cases.reader_end, name="source-reader-end"),
    path("sources/<str:source>/withheld/", cases.source_withheld, name="source-withheld"),
    path("sources/<str:source>/say/", saying.choose_of_source, name="source-say"),
    path("sources/<str:source>/say/<slug:kind>/", saying.enter_of_source, name="source-enter"),
    path("things/<str:thing>/<slug:kind>/add/", saying.add, name="thing-add"),
    path("things/<str:thing>/<slug:kind>/take-back/", correcting.withdraw_thing, name="thing-withdraw"),
    path("things/<str:thing>/<slug:kind>/withhold/", correcting.withhold_thing, name="thing-withhold"),
    path("claims/<str:claim>/correct/", correcting.correct, name="claim-correct"),
    path("claims/<str:claim>/take-back/", correcting.withdraw, name="claim-withdraw"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<str:subject>/", cases.case, name="case"),
    path("cases/<str:subject>/with/<str:other>/", cases.compare, name="case-compare"),
    path("cases/<str:subject>/consent/", cases.consent, name="case-consent"),
    path("cases/<str:subject>/withheld/", cases.withheld, name="case-withheld"),
    path("cases/<str:subject>/destroy/", cases.destroy, name="case-destroy"),
    path("cases/<str:subject>/outcome/", followup.outcome, name="case-outcome"),
    path("cases/<str:subject>/say/", saying.choose, name="case-say"),
    path("cases/<str:subject>/say/<slug:kind>/", saying.enter, name="case-enter"),
    path("cases/<str:subject>/follow/", followup.follow, name="case-follow"),
    path("decisions/<str:decision>/undo/", cases.undo, name="decision-undo"),
    path("outgoing/", outgoing.outgoing, name="outgoing"),
    path("outgoing/<str:proposal>/", outgoing.list_, name="outgoing-list"),
    path("outgoing/<str:proposal>/approve/", outgoing.approve, name="outgoing-approve"),
    path("outgoing/<str:proposal>/set-aside/", outgoing.set_aside, name="outgoing-set-aside"),
]
