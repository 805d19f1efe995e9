"""What the frame of every page shows of clubs."""

from django.utils.functional import SimpleLazyObject

from clubs.directory.models import Club


def my_clubs(request):
    """The clubs of whoever is looking, read only by a page that shows them."""

    def of_viewer():
        return Club.objects.open().of(request.user).by_name()

    return {"my_clubs": SimpleLazyObject(of_viewer)}
