"""Posts and comments in Django's admin."""

from django.contrib import admin

from clubs.board.models.comments import Comment
from clubs.board.models.posts import Post


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    list_display = ["title", "club", "author", "kind", "visibility", "created_at", "deleted_at"]
    list_filter = ["kind", "visibility"]
    list_select_related = ["club", "author"]
    search_fields = ["title", "club__name"]
    raw_id_fields = ["club", "author"]


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    list_display = ["text", "author", "created_at", "deleted_at"]
    list_select_related = ["author"]
    raw_id_fields = ["post", "author", "parent"]
