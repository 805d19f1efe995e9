"""How somebody stands to a club, and the one button that follows from it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.models import is_student
from clubs.directory.models import Club


class JoinButton(NamedTuple):
    """What the button says and where it leads; without a `url` there is nothing to press."""

    state: str
    label: str
    url: str = ""
    why: str = ""  # there is no way in
    acts: bool = False  # pressing it is joining: a form, where the others are links

    @property
    def leads_in(self):
        return self.state in {"open", "request", "application"}


class ViewerStatus:
    """How `user` stands to `club`, asked of the database once."""

    def __init__(self, club, user):
        self.club, self.user = club, user

    @cached_property
    def membership(self):
        return self.club.membership_of(self.user)

    @cached_property
    def application(self):
        """The one that waits for a decision, or None."""
        if self.is_member or not self.user.is_authenticated:
            return None
        application = self.club.applications.undecided().of(self.user).first()
        if application:
            application.club = self.club
        return application

    @cached_property
    def follows(self):
        return self.club.follows.filter(user=self.user).exists()

    @property
    def is_member(self):
        return self.membership is not None

    @property
    def is_officer(self):
        return self.is_member and self.membership.is_officer

    @property
    def may_follow(self):
        return is_student(self.user) and not self.is_member

    @property
    def button(self):
        if self.is_member:
            return JoinButton("member", _("회원"))
        if self.application:
            return JoinButton("waiting", _("심사 중"), self.application.get_absolute_url())
        return self._barred() or self._closed() or self._stranger() or self._way_in()

    def _barred(self):
        if self.user.is_authenticated and (ban := self.club.ban_of(self.user)):
            return JoinButton("never", _("가입 불가"), why=ban.reason or _("가입이 막혀 있어요."))
        return None

    def _closed(self):
        club = self.club
        if club.status != Club.Status.ACTIVE:
            return JoinButton("never", _("가입 불가"), why=_("쉬고 있는 동아리예요."))
        if club.join_mode == Club.JoinMode.CLOSED:
            return JoinButton("never", _("가입 불가"), why=_("지금은 모집하지 않아요."))
        if club.recruits_later:
            return JoinButton("early", _("모집 예정"))
        if not club.is_recruiting:
            return JoinButton("late", _("모집 마감"))
        if club.join_mode == Club.JoinMode.OPEN and club.is_full:
            return JoinButton("late", _("모집 마감"), why=_("자리가 다 찼어요."))
        return None

    def _stranger(self):
        if not self.user.is_authenticated:
            back = urlencode({"next": self.club.get_absolute_url()})
            return JoinButton("stranger", _("로그인"), f"{reverse('account_login')}?{back}")
        if not self.user.is_verified:
            return JoinButton("unverified", _("인증 필요"), reverse("account_email"))
        return None

    def _way_in(self):
        url = self._address("clubs:join")
        match self.club.join_mode:
            case Club.JoinMode.OPEN:
                return JoinButton("open", _("바로 가입"), url, acts=True)
            case Club.JoinMode.REQUEST:
                return JoinButton("request", _("가입 신청"), url)
        return JoinButton("application", _("지원서 작성"), url)

    def _address(self, name):
        return reverse(name, args=[self.club.slug])
