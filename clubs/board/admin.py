"""Posts and comments in Django's admin, without what they say."""

from django.contrib import admin

from clubs.audit_log.admin import OfClubAdmin
from clubs.board.models.comments import Comment
from clubs.board.models.posts import Post


@admin.register(Post)
class PostAdmin(OfClubAdmin):
    list_display = ["pk", "club", "author", "kind", "visibility", "created_at", "deleted_at"]
    fields = ["club", "author", "kind", "visibility", "created_at", "deleted_at"]
    list_filter = ["kind", "visibility"]
    list_select_related = ["club", "author"]
    search_fields = ["club__name"]


@admin.register(Comment)
class CommentAdmin(OfClubAdmin):
    list_display = ["pk", "author", "created_at", "deleted_at"]
    fields = ["author", "created_at", "deleted_at"]
    list_select_related = ["author"]

    def club_of(self, row):
        return row.post.club
