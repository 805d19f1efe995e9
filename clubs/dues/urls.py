from django.urls import path

from clubs.dues.views import dues as views

MANAGE = "<str:slug>/manage/dues/"

urlpatterns = [
    path("<str:slug>/dues/", views.dues, name="dues"),
    path(MANAGE, views.dues_manage, name="dues-manage"),
    path(f"{MANAGE}remind/", views.dues_remind, name="dues-remind"),
    path(f"{MANAGE}csv/", views.dues_csv, name="dues-csv"),
    path(f"{MANAGE}<int:pk>/", views.dues_mark, name="dues-mark"),
]
