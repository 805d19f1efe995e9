"""Rows of the table of who may what: each asks an address as everybody, and reads the answers."""

from contextlib import contextmanager
from copy import deepcopy

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.places import NAMING, PLACES, SECRET

DONE = ("200", "204", "303", "/")
REFUSED = ("302", "401", "403", "404", "410")
LOG_IN = "/accounts/login/?next="
CONFIRM = ("/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/")
SESSIONS = "accounts_session"  # their table


class Row:
    """One line of the table: its `cells` are statuses, under its section's `columns`."""

    def __init__(self, section, columns, line):
        self.section, self.columns = section, columns
        self.method, self.name, *self.cells = line.split()
        self.address = PLACES[section].address_of(self.name)

    def __str__(self):
        return f"{self.section}: {self.method} {self.name}"

    def who_may(self):
        """A column of those who are not refused; the first if all are."""
        may = dict(zip(self.cells, self.columns, strict=True))
        return next((may[status] for status in DONE if status in may), self.columns[0])

    def needs_log_in(self):
        """Whether it takes a form, though not from the anonymous."""
        told = dict(zip(self.columns, self.cells, strict=True))
        return self.method == "POST" and told["anonymous"] == "302"

    def answers(self, place, log_ins):
        """The cells as they are in the place, whose people have these `log_ins`."""
        people = {role: getattr(place, role) for role in self.columns[:-1]}
        ask = Asking(self.method, place, self.name, log_ins)
        found = {role: ask(user) for role, user in people.items()}
        may = [people[role] for role, status in found.items() if status in DONE]
        return [*found.values(), ask.for_what_is_others(may)]


def place_with_log_ins(row):
    """The place of the row, with {key: cookies} of those of its people who can log in."""
    place = PLACES[row.section]()
    people = filter(None, [getattr(place, role) for role in row.columns[:-1]])
    return place, {user.pk: signed_in(user).cookies for user in people}


class Asking:
    """A request to an address of a place, for somebody to send. Nothing comes of it."""

    def __init__(self, method, place, name, log_ins=None):
        self.method, self.place, self.name = method, place, name
        self.log_ins = log_ins or {}
        self.arguments = place.arguments(name)
        self.form = place.form(name) if method == "POST" else None

    def __call__(self, user, *, arguments=None, form=None, may_write=True):
        """The status `user` is answered.

        `!` after it: something was written all the same; `?`: something was told.
        """
        url = reverse(self.place.address_of(self.name), kwargs=arguments or self.arguments)
        send = getattr(self.client_of(user), self.method.lower())
        cache.clear()  # nobody has done this before
        with transaction.atomic():
            with writing() as written:
                response = send(url, form or self.form)
            transaction.set_rollback(True)
        status = status_of(response)
        done = self.method == "POST" and status in DONE and may_write
        written_all_the_same = "!" if written and not done else ""
        told_all_the_same = "?" if status in REFUSED and SECRET in response.text else ""
        return status + written_all_the_same + told_all_the_same

    def client_of(self, user):
        """A browser of the user, who may have logged in already."""
        if not user or user.pk not in self.log_ins:
            return signed_in(user)
        client = Client()
        client.cookies = deepcopy(self.log_ins[user.pk])
        return client

    def for_what_is_others(self, people):
        """The last cell: what `people`, who may do it in their own place, are answered."""
        numbers = [{"arguments": each} for each in self.place.foreign(self.name)]
        forms = []
        if self.form and self.place.address_of(self.name) in NAMING:
            forms = [{"form": self.place.other.form(self.name)}]
        told = [
            {self(user, **change, may_write=False) for user in people for change in changes}
            for changes in (numbers, forms)
        ]
        numbers, forms = ["/".join(sorted(statuses)) or "-" for statuses in told]
        return numbers if forms == "-" else f"{numbers}+{forms}"


def status_of(response):
    """As in the table: of the 302s that do not lead to the log-in page, where they lead.

    `confirm` is a page that asks once more who one is.
    """
    if response.status_code == 302 and not response.url.startswith(LOG_IN):
        return "confirm" if response.url.startswith(CONFIRM) else response.url
    return str(response.status_code)


def signed_in(user):
    client = Client()
    if user:
        client.force_login(user)
    return client


@contextmanager
def writing():
    """What is written meanwhile, but for sessions."""
    written = []

    def watch(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and SESSIONS not in sql:
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written
