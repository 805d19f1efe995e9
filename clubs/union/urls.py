from django.urls import path

from clubs.union.views import (
    banned_words,
    cases,
    categories,
    claims,
    clubs,
    dashboard,
    overdue_applications,
    people,
    replacements,
    school_domains,
)

app_name = "union"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("new/<str:slug>/approve/", dashboard.club_approve, name="club-approve"),
    path("new/<str:slug>/return/", dashboard.club_return, name="club-return"),
    path("clubs/", clubs.clubs, name="clubs"),
    path("clubs/<str:slug>/", clubs.club, name="club"),
    path("clubs/<str:slug>/name/", clubs.club_rename, name="club-rename"),
    path("clubs/<str:slug>/president/", replacements.replacement_new, name="replacement-new"),
    path("presidents/", claims.claims, name="claims"),
    path("claims/<int:pk>/grant/", claims.claim_grant, name="claim-grant"),
    path("claims/<int:pk>/decline/", claims.claim_decline, name="claim-decline"),
    path(
        "replacements/<int:pk>/confirm/",
        replacements.replacement_confirm,
        name="replacement-confirm",
    ),
    path("replacements/<int:pk>/drop/", replacements.replacement_drop, name="replacement-drop"),
    path("late/", overdue_applications.overdue_applications, name="overdue-applications"),
    path(
        "late/<str:slug>/remind/",
        overdue_applications.overdue_applications_remind,
        name="overdue-applications-remind",
    ),
    path("people/", people.people, name="people"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/rename/", people.person_rename, name="person-rename"),
    path("people/<str:username>/reinstate/", people.person_reinstate, name="person-reinstate"),
    path("reports/", cases.cases, name="cases"),
    path("reports/<int:pk>/", cases.case, name="case"),
    path("reports/<int:pk>/decide/", cases.case_decide, name="case-decide"),
    path("categories/", categories.categories, name="categories"),
    path("categories/<int:pk>/", categories.categories, name="category"),
    path("categories/<int:pk>/delete/", categories.category_delete, name="category-delete"),
    path("words/", banned_words.banned_words, name="banned-words"),
    path("words/<int:pk>/delete/", banned_words.banned_word_delete, name="banned-word-delete"),
    path("domains/", school_domains.school_domains, name="school-domains"),
    path("domains/<int:pk>/", school_domains.school_domain_remove, name="school-domain-remove"),
]
