"""What a report of an error tells the operator."""

from django.views.debug import SafeExceptionReporterFilter


class WithoutBodies(SafeExceptionReporterFilter):
    """Everything but what somebody wrote: a message or an application is not for the mail."""

    def get_post_parameters(self, request):
        return {} if self.is_active(request) else super().get_post_parameters(request)
