"""The addresses of the desk; every view behind them says who may use it."""

from django.urls import path

from undersigned.server.desk.views import home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
]
