"""Sessions: logging out."""

from allauth.account.views import logout as allauth_logout

CLEAR_SITE_DATA = '"cache", "storage"'  # no page, picture or draft stays on a shared computer


def log_out(request):
    """Show allauth's page that asks; POST logs out and clears what the browser keeps of the site."""
    response = allauth_logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = CLEAR_SITE_DATA
    return response
