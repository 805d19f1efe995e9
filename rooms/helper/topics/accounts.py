"""What people ask about their accounts."""

from django.utils.translation import gettext_lazy as _

from rooms.helper.topics.base import OwnTopic, Topic

CHANGE = "바꾸|바꿀|바꿔|변경|고치|고쳐|수정|change|edit|update"
TO_PREFERENCES = [("accounts:notification-preferences", _("알림 설정"))]


class LeavingOrClosing(Topic):
    """The end of an account, unless a club is named that one wants to leave."""

    def find(self, asked, words):
        return None if asked.rest(words) and asked.club else []


class Verification(OwnTopic):
    """Whether the school address of the one who asks is verified."""

    nothing = _("학교 메일이 아직 인증되지 않았어요. 메일을 다시 받아 인증하기를 눌러 주세요.")

    def sentence(self, user, rows):
        return self.says if user.is_verified else self.nothing


OF_ACCOUNTS = [
    Topic(
        "password-forgotten",
        _("가입한 메일 주소를 적으면 새 비밀번호를 정할 링크를 보내 드려요."),
        "비밀번호|비번|패스워드|암호|password & 잊|잃어|까먹|모르|모름|기억|분실|찾|초기화|재설정|forg|reset|lost|recover",
        pages=[("account_reset_password", _("비밀번호 다시 정하기"))],
    ),
    Topic(
        "password",
        _("비밀번호는 내 정보에서 바꿔요. 바꾸면 다른 기기에서는 로그아웃돼요."),
        "비밀번호|비번|패스워드|암호|password !",
        f"비밀번호|비번|패스워드|암호|password & {CHANGE}",
        pages=[("account_change_password", _("비밀번호 바꾸기"))],
    ),
    Topic(
        "log-in-trouble",
        _(
            "학교 메일 주소로 로그인해요. 한글 자판이 켜져 있지 않은지 보고, 그래도 안 되면 비밀번호를 다시 정해 주세요."
        ),
        "로그인|log in|login|sign in|signin & 안돼|안되|안됨|못|실패|막|오류|잠|cant|cannot|can t|fail|lock|trouble|problem",
        pages=[
            ("account_login", _("로그인")),
            ("account_reset_password", _("비밀번호 다시 정하기")),
        ],
    ),
    Topic(
        "mail-missing",
        _(
            "스팸함을 먼저 봐 주세요. 없으면 학교 메일 쪽에서 다시 받을 수 있어요. 링크는 24시간 동안 열려요."
        ),
        "메일|링크|mail|email|link & 안와|안왔|안옴|못받|안오|안와서|다시보내|다시받|재발송|resend|didnt|havent|not come|not arriv|never came|no",
        pages=[("account_email", _("학교 메일"))],
    ),
    Topic(
        "mail",
        _("학교 메일 쪽에서 새 주소를 더하고 인증하면 바꿀 수 있어요."),
        f"메일|mail|email & {CHANGE}",
        pages=[("account_email", _("학교 메일"))],
    ),
    Verification(
        "verification",
        _("학교 메일이 인증되어 있어요."),
        "인증|verif",
        "인증|verif & 됐|되었|했|확인|상태|status|am i",
        pages=[("account_email", _("학교 메일"))],
    ),
    Topic(
        "name",
        _("이름, 아이디, 소개는 내 정보의 고치기에서 바꿔요."),
        f"이름|닉네임|별명|프로필|자기소개|핸들|아이디|name|profile|handle|bio & {CHANGE}",
        pages=[("accounts:profile-edit", _("내 정보 고치기"))],
    ),
    Topic(
        "profile-shown",
        _("프로필 사진, 소개, 학과를 누가 볼 수 있는지 하나씩 골라요."),
        "프로필|학과|소개|사진|profile|bio|department & 공개|비공개|숨기|숨겨|누가볼|안보이|visib|hide|private|who can see",
        pages=[("accounts:profile-visibility", _("누가 보나요"))],
    ),
    Topic(
        "avatar",
        _("프로필 사진은 내 정보의 고치기에서 올리고 지워요."),
        "프로필사진|프사|아바타|avatar|profile pic|profile photo",
        "프로필|profile & 사진|pic|photo & 올리|올려|바꾸|바꿔|변경|지우|삭제|upload|change|remove|set",
        pages=[("accounts:profile-edit", _("내 정보 고치기"))],
    ),
    Topic(
        "followed-people",
        _("같은 동아리 사람의 소개에서 팔로우해요. 그 사람이 그 동아리에 쓴 글을 알려 드려요."),
        "팔로우|팔로잉|follow",
        pages=[("accounts:followed-people", _("팔로우"))],
    ),
    Topic(
        "sign-up",
        _("학교 메일 주소로 가입해요. 메일에 온 링크를 열고 인증하기를 누르면 끝나요."),
        "회원가입|계정만들|계정을만들|sign up|signup|create an account|make an account|register",
        "가입 & 사이트|포털|kclub|케이클럽|학교메일|신입생",
        pages=[("account_signup", _("회원가입"))],
    ),
    LeavingOrClosing(
        "closing",
        _(
            "탈퇴하면 이름과 메일이 지워지고, 쓴 글은 ‘탈퇴한 사용자’의 글로 남아요. 되돌릴 수 없어요."
        ),
        "탈퇴",
        "계정|아이디|account & 삭제|지우|지워|없애|닫|delet|clos|remove",
        pages=[("accounts:closure", _("탈퇴하기"))],
    ),
    Topic(
        "sessions",
        _("로그인한 기기를 모두 보고, 하나씩 또는 한꺼번에 로그아웃할 수 있어요."),
        "로그아웃|로그인한기기|다른기기|다른컴퓨터|세션|session|log out|logout|sign out|devices",
        pages=[("accounts:sessions", _("로그인한 기기"))],
    ),
    Topic(
        "two-step",
        _(
            "인증 앱이나 패스키로 2단계 인증을 켜면 비밀번호를 남이 알아도 들어올 수 없어요. 복구 코드도 거기에서 받아요."
        ),
        "2단계|이단계|두단계|인증앱|패스키|복구코드|otp|passkey|two step|two factor|2fa|2 step|authenticator",
        pages=[("mfa_index", _("2단계 인증"))],
    ),
    Topic(
        "other-accounts",
        _(
            "학교가 켜 두었다면 로그인 화면에 그 단추가 있고, 내 정보의 연결한 계정에서 잇거나 끊어요."
        ),
        "카카오|네이버|구글로|구글계정|kakao|naver|google account|with google",
        pages=[("accounts:profile", _("내 정보"))],
    ),
    Topic(
        "notifications-off",
        _(
            "알림 설정에서 무엇을 바로, 하루 한 번, 또는 안 받을지 골라요. 조용한 시간도 정할 수 있어요."
        ),
        "알림|푸시|notif|push & 끄|꺼|끌|안받|그만|설정|줄이|줄여|많|시끄|무음|바꾸|off|stop|mute|turn|setting|disable|fewer|change",
        "메일|mail|email & 그만|안받|끄|수신거부|stop|off|fewer",
        "unsubscribe",
        pages=TO_PREFERENCES,
    ),
    Topic(
        "push",
        _("알림 설정의 이 기기 알림을 켜면 창을 닫아 두어도 알림이 와요."),
        "푸시|push",
        "휴대폰|핸드폰|폰|기기|phone|device & 알림|notif",
        "알림|푸시|notif|push & 켜|켤|받고싶|turn on|enable",
        pages=TO_PREFERENCES,
    ),
    Topic(
        "notifications",
        _("알림은 종을 누르면 모여 있어요."),
        "알림|notif",
        pages=[("accounts:notifications", _("알림")), *TO_PREFERENCES],
    ),
    Topic(
        "blocks",
        _(
            "그 사람의 소개에서 차단해요. 차단하면 서로 메시지를 보낼 수 없고, 그 사람의 글이 접혀요."
        ),
        "차단|block|ignore",
        pages=[("accounts:blocks", _("차단한 사람"))],
    ),
    Topic(
        "agreements",
        _("무엇에 언제 동의했는지 보고, 소식 받기를 거둘 수 있어요."),
        "동의|agreed|consent|agreement",
        pages=[("accounts:agreements", _("동의한 것"))],
    ),
    Topic(
        "export",
        _(
            "내 글과 지원서, 메시지를 한 파일로 받을 수 있어요. 다 만들면 메일로 링크를 보내 드려요."
        ),
        "데이터|기록|자료|내정보|data & 내려받|다운로드|받고싶|내보내|백업|download|export|backup|copy",
        pages=[("accounts:exports", _("내 정보 내려받기"))],
    ),
    Topic(
        "privacy",
        _("무엇을 왜 얼마나 두는지 개인정보 안내에 적혀 있어요."),
        "개인정보|privacy|personal data|my data",
        pages=[("privacy", _("개인정보"))],
    ),
    Topic(
        "terms-of-use",
        _("이용 약관에 적혀 있어요."),
        "약관|이용규칙|terms of|terms and",
        pages=[("terms", _("이용 약관"))],
    ),
    Topic(
        "language",
        _("화면 맨 아래의 한국어, English 단추로 바꿔요."),
        "언어|영어로|영문|한국어로|english|language|korean",
        pages=[("guide", _("이용 안내"))],
    ),
    Topic(
        "theme",
        _("화면 맨 아래의 어둡게, 밝게 단추로 바꿔요."),
        "다크|어둡게|어두운|밝게|테마|dark mode|dark theme|light mode|theme",
        pages=[("guide", _("이용 안내"))],
    ),
]
