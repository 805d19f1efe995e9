"""The form to add or change a category."""

from django import forms

from clubs.directory.categories import Category


class CategoryForm(forms.ModelForm):
    """A category of clubs."""

    class Meta:
        model = Category
        fields = ["name", "name_en", "slug", "position"]
