"""Middleware that loads the user with the session, and that gives forms with errors a status."""

from itertools import chain

from django.contrib.auth import get_user, middleware
from django.utils.functional import SimpleLazyObject

from accounts.login_limits import TOO_MANY


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's middleware, without a query for the user who came with the session.

    It notes when their log-in was used, which the list of log-ins shows.
    """

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(
            lambda: request.session.authenticated_user() or get_user(request)
        )

    def process_response(self, request, response):
        request.session.note_use(request.headers.get("user-agent", ""))
        return response


class FormStatusMiddleware:
    """Middleware that answers a form with errors by 422, where allauth's views answer 200.

    After too many failures the status is 429.
    """

    sync_capable, async_capable = True, False

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        form = (response.context_data or {}).get("form")
        if response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
            for error in chain.from_iterable(form.errors.as_data().values()):
                if error.code == TOO_MANY:
                    response.status_code = 429
                    response["Retry-After"] = str(error.params["seconds"])
        return response
