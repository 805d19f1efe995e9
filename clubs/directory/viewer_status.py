"""What the viewer is to a club, and which button to join it they see."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.models import is_student
from clubs.directory.models import Club

FULL = _("자리가 다 찼어요.")


class JoinButton(NamedTuple):
    """The button to join a club; without a `url` it is disabled."""

    state: str
    label: str
    url: str = ""
    reason: str = ""  # the reason why it is disabled, or what to know before
    joins_at_once: bool = False  # it joins at once, by a form; the others are links

    @property
    def allows_joining(self):
        """Whether it lets the user join or apply."""
        return self.state in {"open", "request", "application"}

    @property
    def leads_to_joining(self):
        """Whether it lets the user join or apply now, or once they have logged in."""
        return self.allows_joining or self.state == "stranger"


class ViewerStatus:
    """What `user` is to `club`; each answer is queried once and kept."""

    def __init__(self, club, user):
        self.club, self.user = club, user

    @cached_property
    def membership(self):
        """The user's Membership, or None."""
        return self.club.membership_of(self.user)

    @cached_property
    def application(self):
        """The user's undecided Application, or None."""
        if self.is_member or not self.user.is_authenticated:
            return None
        application = self.club.applications.undecided().of(self.user).first()
        if application:
            application.club = self.club
        return application

    @cached_property
    def follows(self):
        return self.club.follows.filter(user=self.user).exists()

    @cached_property
    def must_reads(self):
        """The notices that the user, if they are a member, must read and has not."""
        return self.club.posts.unread_by(self.user) if self.is_member else []

    @cached_property
    def chat_url(self):
        """The address of the club's first room, or of the list of rooms."""
        room = self.club.rooms.first()
        return room.get_absolute_url() if room else "/rooms/"

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
    def may_write_to_president(self):
        """Whether the page offers to write to the president; strangers have to log in for it."""
        return self.club.is_open and self.user.pk != self.club.president_id

    @cached_property
    def button(self):
        """The JoinButton that the user sees."""
        if self.is_member:
            return JoinButton("member", _("부원"))
        if self.application:
            return JoinButton("waiting", _("심사 중"), self.application.get_absolute_url())
        return (
            self._button_if_banned()
            or self._button_if_closed()
            or self._button_if_unverified()
            or self._button_to_join()
        )

    def _button_if_banned(self):
        if self.user.is_authenticated and (ban := self.club.ban_of(self.user)):
            return JoinButton(
                "never", _("가입 불가"), reason=ban.reason or _("가입이 막혀 있어요.")
            )
        return None

    def _button_if_closed(self):
        club = self.club
        if club.status != Club.Status.ACTIVE:
            return JoinButton("never", _("가입 불가"), reason=_("쉬고 있는 동아리예요."))
        if club.join_mode == Club.JoinMode.CLOSED:
            return JoinButton("never", _("가입 불가"), reason=_("지금은 모집하지 않아요."))
        if club.recruits_later:
            return JoinButton("early", _("모집 예정"))
        if not club.is_recruiting:
            return JoinButton("late", _("모집 마감"))
        if club.join_mode == Club.JoinMode.OPEN and club.is_full:
            return JoinButton("late", _("모집 마감"), reason=FULL)
        return None

    def _button_if_unverified(self):
        if not self.user.is_authenticated:
            back = urlencode({"next": self.club.get_absolute_url()})
            label = _("로그인하고 지원하기")
            if self.club.join_mode == Club.JoinMode.OPEN:
                label = _("로그인하고 가입하기")
            return JoinButton("stranger", label, f"{reverse('account_login')}?{back}")
        if not self.user.is_verified:
            return JoinButton("unverified", _("인증 필요"), reverse("account_email"))
        return None

    def _button_to_join(self):
        url = reverse("clubs:join", args=[self.club.slug])
        if self.club.is_full:  # an open club's button is disabled by now
            return JoinButton(self.club.join_mode, _("대기로 지원"), url, reason=FULL)
        match self.club.join_mode:
            case Club.JoinMode.OPEN:
                return JoinButton("open", _("바로 가입"), url, joins_at_once=True)
            case Club.JoinMode.REQUEST:
                return JoinButton("request", _("가입 신청"), url)
        return JoinButton("application", _("지원서 작성"), url)
