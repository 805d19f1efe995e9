"""Clubmates: people who belong to an open club that one belongs to. Accounts knows no clubs."""

from kclub.registry import Registry

clubmates = Registry()  # f(user): a queryset with the keys of the user's clubmates
