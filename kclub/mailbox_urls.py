"""The addresses of the mailbox of development, which are there under DEBUG only."""

from django.urls import path

from kclub.views import mailbox

app_name = "mailbox"
urlpatterns = [
    path("", mailbox.mailbox, name="mailbox"),
    path("<str:name>/", mailbox.mail, name="mail"),
    path("<str:name>/html/", mailbox.mail_html, name="mail-html"),
]
