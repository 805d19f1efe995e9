from django.urls import path

from clubs.union.views import cases, clubs, dashboard, late, lists, people, presidents

app_name = "union"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("new/<str:slug>/approve/", dashboard.club_approve, name="club-approve"),
    path("new/<str:slug>/return/", dashboard.club_return, name="club-return"),
    path("clubs/", clubs.clubs, name="clubs"),
    path("clubs/<str:slug>/", clubs.club, name="club"),
    path("clubs/<str:slug>/president/", presidents.replace, name="replace"),
    path("presidents/", presidents.presidents, name="presidents"),
    path("claims/<int:pk>/grant/", presidents.claim_grant, name="claim-grant"),
    path("claims/<int:pk>/decline/", presidents.claim_decline, name="claim-decline"),
    path(
        "replacements/<int:pk>/confirm/", presidents.replacement_confirm, name="replacement-confirm"
    ),
    path("replacements/<int:pk>/drop/", presidents.replacement_drop, name="replacement-drop"),
    path("late/", late.late, name="late"),
    path("late/<str:slug>/remind/", late.remind, name="remind"),
    path("people/", people.people, name="people"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/reinstate/", people.reinstate, name="person-reinstate"),
    path("reports/", cases.cases, name="cases"),
    path("reports/<int:pk>/", cases.case, name="case"),
    path("reports/<int:pk>/decide/", cases.decide, name="case-decide"),
    path("categories/", lists.categories, name="categories"),
    path("categories/<int:pk>/", lists.categories, name="category"),
    path("categories/<int:pk>/delete/", lists.category_delete, name="category-delete"),
    path("words/", lists.banned_words, name="banned-words"),
    path("words/<int:pk>/delete/", lists.banned_word_delete, name="banned-word-delete"),
    path("domains/", lists.domains, name="domains"),
    path("domains/<int:pk>/", lists.domain_remove, name="domain-remove"),
]
