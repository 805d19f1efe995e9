"""The section of applications on the profile page of accounts."""

from accounts.profile_sections import Section, own_profile

APPLICATIONS_SHOWN = 20


@own_profile.register(order=20)
def own_applications(viewer, person):
    """Return the section with the drafts and the newest applications of `person`."""
    applications = person.applications.select_related("club").prefetch_related("status_changes")
    context = {
        "applications": applications[:APPLICATIONS_SHOWN],
        "drafts": person.drafts.select_related("club"),
    }
    return Section("clubs/recruiting/_applications_own.html", context)
