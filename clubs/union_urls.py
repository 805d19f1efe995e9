from django.urls import path

from clubs.views.union import cases, clubs, desk, lists, people

app_name = "union"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("new/<str:slug>/approve/", desk.club_approve, name="club-approve"),
    path("new/<str:slug>/return/", desk.club_return, name="club-return"),
    path("clubs/", clubs.clubs, name="clubs"),
    path("clubs/<str:slug>/", clubs.club, name="club"),
    path("people/", people.people, name="people"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/reinstate/", people.reinstate, name="person-reinstate"),
    path("reports/", cases.cases, name="reports"),
    path("reports/<int:pk>/", cases.case, name="case"),
    path("reports/<int:pk>/decide/", cases.decide, name="case-decide"),
    path("categories/", lists.categories, name="categories"),
    path("categories/<int:pk>/", lists.categories, name="category"),
    path("categories/<int:pk>/delete/", lists.category_delete, name="category-delete"),
    path("words/", lists.words, name="words"),
    path("words/<int:pk>/delete/", lists.word_delete, name="word-delete"),
    path("domains/", lists.domains, name="domains"),
    path("domains/<int:pk>/", lists.domain_remove, name="domain-remove"),
]
