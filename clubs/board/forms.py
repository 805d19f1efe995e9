"""Forms to write posts and comments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.board.models.comments import Comment
from clubs.board.models.posts import Post
from clubs.polls.forms import PollForm
from kclub.db.idempotency import nonce_field
from kclub.files.fields import DocumentsField, PicturesField

MAX_PICTURES = 5  # of one post
MAX_FILES = 3  # of one post
MAX_ALT_LENGTH = 200  # letters, as Picture.alt has


class PostForm(forms.ModelForm):
    """A new or edited post. `cleaned_data` are the arguments of `Club.post` and `Post.edit`."""

    pictures = PicturesField(
        max_count=MAX_PICTURES,
        label=_("사진"),
        help_text=_(
            "한 장에 5MB, 다섯 장까지. 움직이는 사진은 첫 장면만 남아요. 위치 정보는 올릴 때 지워요."
        ),
    )
    alts = forms.CharField(
        required=False,
        max_length=MAX_PICTURES * (MAX_ALT_LENGTH + 1),
        label=_("사진 설명"),
        help_text=_("사진을 볼 수 없는 사람에게 읽어 줘요. 한 줄에 한 장씩 적어 주세요."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    files = DocumentsField(
        max_count=MAX_FILES,
        label=_("파일"),
        help_text=_("PDF, 한글, 오피스, 텍스트 파일을 한 개에 10MB, 세 개까지 올릴 수 있어요."),
    )

    class Meta:
        model = Post
        fields = ["kind", "title", "body", "visibility"]
        widgets = {
            "kind": forms.RadioSelect,
            "body": forms.Textarea(attrs={"rows": 9}),
            "visibility": forms.RadioSelect,
        }
        help_texts = {"body": _("줄을 비우면 문단이 나뉘어요. 5,000자까지 쓸 수 있어요.")}
        error_messages = {
            "title": {"required": _("제목을 적어 주세요.")},
            "body": {"required": _("내용을 적어 주세요.")},
        }

    def __init__(self, *args, by_officer, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_officer = by_officer
        self._set_choices(by_officer)
        self.fields["pictures"].widget.attrs["data-alts"] = self["alts"].auto_id
        self.kept_pictures = list(self.instance.pictures.all()) if self.instance.pk else []
        self.poll_form = None  # a poll is asked together with the post, and stays as it is
        if self.instance.pk is None:
            self.fields["nonce"] = nonce_field()
            self.poll_form = PollForm(self.data if self.is_bound else None, initial=self.initial)
        elif self.kept_pictures:
            self._add_fields_of_pictures()
        if self.instance.pk and self.instance.files.exists():
            self.fields["removed_files"] = forms.ModelMultipleChoiceField(
                self.instance.files.all(),
                required=False,
                label=_("지울 파일"),
                widget=forms.CheckboxSelectMultiple,
            )

        if by_officer:
            self.fields["must_read"] = forms.BooleanField(
                required=False,
                initial=self.instance.must_read,
                label=_("꼭 읽어야 하는 공지예요"),
                help_text=_("부원이 ‘읽었어요’를 누를 때까지 보여요. 누가 읽었는지 볼 수 있어요."),
            )

    def _add_fields_of_pictures(self):
        self.fields["removed"] = forms.ModelMultipleChoiceField(
            self.instance.pictures.all(),
            required=False,
            label=_("올린 사진"),
            widget=forms.CheckboxSelectMultiple,
        )
        for picture in self.kept_pictures:
            self.fields[f"alt_{picture.pk}"] = forms.CharField(
                required=False, max_length=MAX_ALT_LENGTH, initial=picture.alt, label=_("사진 설명")
            )

    @property
    def pictures_with_fields(self):
        """The pictures there are, each with the field of what it shows, and whether it is to go."""
        removed = {str(picture) for picture in self["removed"].value() or []}
        return [
            (picture, self[f"alt_{picture.pk}"], str(picture.pk) in removed)
            for picture in self.kept_pictures
        ]

    def _set_choices(self, by_officer):
        self.fields["kind"].choices = [
            kind for kind in Post.Kind.choices if by_officer or kind[0] != Post.Kind.NOTICE
        ]
        for_officers = (Post.Visibility.OFFICERS, _("운영진만\n우리 동아리 운영진끼리 봐요"))
        self.fields["visibility"].choices = [
            *([for_officers] if by_officer else []),
            (Post.Visibility.MEMBERS, _("부원만\n우리 동아리 사람들끼리 봐요")),
            (Post.Visibility.PUBLIC, _("누구나\n로그인하지 않아도 볼 수 있어요")),
        ]

    def as_typed(self):
        """Return the form as it was filled in but not sent: it tells of no errors, and has no files."""
        uploads = ("pictures", "files")
        typed = {bound.name: bound.data for bound in self if bound.name not in uploads}
        if self.poll_form:
            typed |= {bound.name: bound.data for bound in self.poll_form}
        return type(self)(initial=typed, instance=self.instance, by_officer=self.by_officer)

    def clean_alts(self):
        alts = self.cleaned_data["alts"]
        if any(len(alt) > MAX_ALT_LENGTH for alt in alts.splitlines()):
            raise forms.ValidationError(_("한 장의 설명은 200자까지 쓸 수 있어요."))
        return alts

    def clean(self):
        fields = super().clean()
        pictures = fields.get("pictures", [])
        alts = fields.pop("alts", "").splitlines()
        if len(alts) > len(pictures) and "pictures" not in self.errors:
            self.add_error(
                "alts", _("설명이 새로 고른 사진보다 많아요. 한 줄에 한 장씩 적어 주세요.")
            )
        alts += [""] * (len(pictures) - len(alts))
        if fields.get("must_read") and fields.get("kind") not in (None, Post.Kind.NOTICE):
            self._refuse_must_read()
        fields["pictures"] = list(zip(pictures, alts, strict=False))
        if self.poll_form and self.poll_form.is_valid():
            fields["poll"] = self.poll_form.poll()
        elif self.poll_form:
            self.add_error(None, _("투표에 고칠 곳이 있어요."))
        if self.instance.pk:
            fields["alts"] = self._pop_alts(fields)
            kept_count = len(self.kept_pictures) - len(fields.get("removed", []))
            if kept_count + len(pictures) > MAX_PICTURES:
                self.add_error("pictures", _("이미 올린 사진까지 다섯 장이 넘어요."))
            self._merge_removed(fields)
        return fields

    def _merge_removed(self, fields):
        """Put the files that are to go beside such pictures, and count those that stay."""
        removed_files = list(fields.pop("removed_files", []))
        fields["removed"] = [*fields.get("removed", []), *removed_files]
        kept_count = self.instance.files.count() - len(removed_files)
        if kept_count + len(fields.get("files", [])) > MAX_FILES:
            self.add_error("files", _("이미 올린 파일까지 세 개가 넘어요."))

    def _pop_alts(self, fields):
        """Return {Picture: what it shows} of the pictures there are, taken out of `fields`."""
        names = {picture: f"alt_{picture.pk}" for picture in self.kept_pictures}
        alts = {picture: fields.pop(name, picture.alt) for picture, name in names.items()}
        return {picture: alt for picture, alt in alts.items() if names[picture] in self.data}

    def _refuse_must_read(self):
        """Say that only a notice must be read, unless it is just being made into another kind."""
        if not self.instance.must_read:
            self.add_error("must_read", _("꼭 읽어야 하는 글은 공지만 할 수 있어요."))


class CommentForm(forms.ModelForm):
    """A comment or a reply. Its `cleaned_data` are the arguments of `Post.comment`."""

    nonce = nonce_field()

    class Meta:
        model = Comment
        fields = ["text", "parent"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "parent": forms.HiddenInput}
        error_messages = {"text": {"required": _("댓글을 적어 주세요.")}}

    def __init__(self, *args, post, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = post.comments.published()
        self.fields["parent"].required = False
        self.fields["parent"].error_messages["invalid_choice"] = _("답하려던 댓글이 지워졌어요.")
