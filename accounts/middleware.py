from django.utils.decorators import sync_only_middleware

TOO_MANY = "too_many_login_attempts"


@sync_only_middleware
def form_statuses(get_response):
    """Tell by the status that a form comes back with errors; allauth's views answer 200.

    422, or 429 when too many log-ins failed.
    """

    def middleware(request):
        return get_response(request)

    def process_template_response(request, response):
        form = (response.context_data or {}).get("form")
        if response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
            for error in form.errors.as_data().get("__all__", []):
                if error.code == TOO_MANY:
                    response.status_code = 429
                    response["Retry-After"] = str(error.params["seconds"])
        return response

    middleware.process_template_response = process_template_response
    return middleware
