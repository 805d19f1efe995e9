"""The end of a session ends its streams: log-out, the list of sessions, the admin."""

from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_delete

from kclub.live.engine.sessions import session_store
from kclub.live.publishing import end_session


def connect():
    """Connect the signals of log-out and, where sessions are rows, of their deletion."""
    user_logged_out.connect(_logged_out, dispatch_uid="kclub.live")
    store = session_store()
    if hasattr(store, "get_model_class"):
        post_delete.connect(_deleted, store.get_model_class(), dispatch_uid="kclub.live")


def _logged_out(request, **kwargs):
    if request is not None:
        end_session(request.session.session_key, "signed-out")


def _deleted(instance, **kwargs):
    end_session(instance.session_key, "signed-out")
