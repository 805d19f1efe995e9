"""What a browser does to sign up, log in and set a password."""

import re

from django.core import mail
from django.test import Client

NEW = {
    "email": "Seoyeon.Lee+club@saebom.example",
    "display_name": "이서연",
    "password": "sentences-are-long-2026",
    "agree_terms": "on",
    "agree_privacy": "on",
}


ADDRESS = "seoyeon.lee@saebom.example"


def sign_up(client, **changes):
    return client.post("/accounts/signup/", NEW | changes)


def link_in(message):
    return re.search(r"http://testserver(/accounts/\S+)", message.body)[1]


def log_in(client, login=ADDRESS, password=NEW["password"], **more):
    return client.post("/accounts/login/", {"login": login, "password": password} | more)


def is_in(client):
    return client.get("/me/").status_code == 200


def errors_of(response):
    return re.findall(r'class="note bad".*?</div></div>', response.text, re.S)


def reset(browser, password, email=ADDRESS):
    browser.post("/accounts/password/reset/", {"email": email})
    form = browser.get(link_in(mail.outbox[-1]), follow=True)
    return browser.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def browser_of(user):
    browser = Client()
    if user:
        browser.force_login(user)
    return browser
