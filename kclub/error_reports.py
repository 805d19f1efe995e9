"""Error reports: what the operator is told of a request that failed."""

from django.views.debug import SafeExceptionReporterFilter


class BodilessReporterFilter(SafeExceptionReporterFilter):
    """A filter that leaves the bodies of requests, which people wrote, out of error reports."""

    def get_post_parameters(self, request):
        return {} if self.is_active(request) else super().get_post_parameters(request)
