"""What people ask about how K-Club is used."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rooms.helper.topics.base import Topic

TO_GUIDE = [("guide", _("이용 안내"))]
TO_MANAGE = [("todo", _("관리"))]


class Contact(Topic):
    """Whom to ask: officers of a club that is named, else the union."""

    def find(self, asked, words):
        if asked.rest(words) and asked.club:
            return [asked.club]
        return []

    def url(self, row):
        return reverse("clubs:inquiries", args=[row.slug])


OF_USING = [
    Topic(
        "club-new",
        _(
            "동아리의 이름과 소개를 적어 보내면 동아리연합회가 보고 열어 줘요. 학교 메일을 인증한 학생이면 누구나 할 수 있어요."
        ),
        "동아리|소모임|클럽|club & 만들|만드|개설|창설|창단|새로열|found|start|create|set up|make",
        pages=[("clubs:club-new", _("동아리 만들기"))],
    ),
    Topic(
        "presidency",
        _("회장은 관리의 회장 넘겨주기에서 한 사람에게 제안하고, 그 사람이 받으면 넘어가요."),
        "회장|president & 넘기|넘겨|위임|인계|물려|바꾸|바꿔|hand over|transfer|change|successor",
        pages=TO_MANAGE,
    ),
    Topic(
        "invite",
        _(
            "운영진은 관리의 초대에서 초대 링크와 포스터를 만들어요. 종이에 적힌 코드는 코드 적는 곳에 적어요."
        ),
        "초대|invite|invitation",
        pages=[("invite-code", _("코드 적는 곳")), *TO_MANAGE],
    ),
    Topic(
        "registration",
        _("학기 등록은 회장이 관리의 학기 등록에서 내요. 무엇이 모자란지 그곳에 보여요."),
        "학기등록|동아리등록|재등록|등록신청|등록서류|registration|re register|register our club|register my club",
        pages=TO_MANAGE,
    ),
    Topic(
        "registered-clubs",
        _("이번 학기에 등록한 동아리는 한 쪽에 모여 있어요."),
        "정동아리|가동아리|등록된동아리|등록한동아리|registered clubs",
        pages=[("clubs:clubs", _("동아리 찾기"))],
    ),
    Topic(
        "activity-report",
        _(
            "지난 일정에서 보고서 쓰기를 누르면 온 사람과 시간이 채워져요. 낸 보고서는 관리의 활동보고서에 있어요."
        ),
        "활동보고|보고서|activity report",
        pages=TO_MANAGE,
    ),
    Topic(
        "attendance",
        _(
            "모임에서 화면에 보이는 여섯 자리 코드를 그 일정의 출석하기에 적어요. 운영진이 대신 적어 줄 수도 있어요."
        ),
        "출석|출첵|attendance|check in",
        pages=[("my-events", _("내 일정"))],
    ),
    Topic(
        "certificate-check",
        _("확인서에 적힌 확인 번호를 적으면 진짜인지 알 수 있어요."),
        "확인서|증명서|certificate & 진짜|검증|맞는지|확인번호|verify|real|genuine|check",
        pages=[("verify", _("확인서 확인하기"))],
    ),
    Topic(
        "places",
        _("동아리연합회의 공간과 장비는 운영진이 시간을 골라 예약해요."),
        "연습실|대관|공간예약|공간대여|장소예약|장소대여|장비|물품|빌리|빌려|예약|practice room|equipment|borrow|reserv|booking|book a",
        pages=[("places", _("공간과 장비"))],
    ),
    Topic(
        "room-new",
        _(
            "채팅에서 방 만들기를 눌러요. 누구나 들어오는 방, 암호가 있는 방, 초대한 사람만 들어오는 방이 있어요."
        ),
        "채팅방|대화방|단톡|방|chat|room & 만들|만드|새로열|개설|creat|open|make|start|new",
        pages=[("rooms:room-new", _("방 만들기"))],
    ),
    Topic(
        "room-leave",
        _("방 메뉴의 방 나가기를 눌러요. 방장은 먼저 방을 넘겨야 해요."),
        "채팅방|대화방|단톡|방|chat|room & 나가|나갈|나오|leave|quit|exit",
        pages=[("rooms:rooms", _("채팅"))],
    ),
    Topic(
        "direct",
        _("채팅의 메시지에서 사람을 골라 둘이서, 또는 여럿이 이야기해요."),
        "쪽지|디엠|일대일|1대1|개인메시지|개인톡|메시지보내|메시지를보내|dm|direct message|private message|message someone|send a message",
        pages=[("rooms:direct", _("메시지"))],
    ),
    Topic(
        "rooms",
        _("들어간 방과 들어갈 수 있는 방이 채팅에 모여 있어요. 안 읽은 방이 위에 와요."),
        "채팅|대화방|단톡|안읽은|chat|unread|my rooms",
        pages=[("rooms:rooms", _("채팅"))],
    ),
    Topic(
        "attachments",
        _(
            "메시지에 사진 네 장과 파일 하나(10MB까지)를 붙일 수 있어요. PDF, 한글, 워드, 엑셀, 파워포인트, 텍스트 파일을 받아요."
        ),
        "사진|파일|pictur|photo|file|image & 올리|올려|첨부|붙이|붙여|보내|upload|attach|send|post",
        pages=TO_GUIDE,
    ),
    Topic(
        "posts",
        _("글은 동아리의 글에서 써요. 부원은 누구나 쓸 수 있고, 누가 볼 수 있는지 글마다 골라요."),
        "글|게시글|게시물|post & 쓰|쓸|올리|올려|작성|write|publish",
        pages=[("clubs:clubs", _("동아리 찾기"))],
    ),
    Topic(
        "report",
        _(
            "글과 댓글, 메시지의 신고하기를 눌러 주세요. 운영진이나 동아리연합회가 보고, 누가 신고했는지는 알려지지 않아요."
        ),
        "신고|불쾌|욕설|욕을|괴롭|스팸|도배|report|abus|harass|spam|bully",
        pages=TO_GUIDE,
    ),
    Topic(
        "calendar",
        _("내 캘린더에서 주소를 만들어 구독하면 휴대폰의 캘린더에서도 보여요."),
        "캘린더|달력|ical|calendar",
        pages=[("calendar", _("내 캘린더"))],
    ),
    Topic(
        "app",
        _("따로 설치하지 않아도 돼요. 브라우저 메뉴의 홈 화면에 추가를 누르면 앱처럼 열려요."),
        "앱설치|앱있|앱은|어플|홈화면|an app|the app|mobile app|app store|install|home screen",
        pages=TO_GUIDE,
    ),
    Topic(
        "unread-numbers",
        _(
            "메시지 옆의 작은 숫자는 아직 안 읽은 사람의 수예요. 누가 읽었는지는 보이지 않고, 100명이 넘는 방에는 숫자가 없어요."
        ),
        "숫자 & 메시지|옆|채팅|뭐|무슨",
        "읽음|안읽은사람|read receipt|who read|who has read|small number",
        pages=TO_GUIDE,
    ),
    Topic(
        "days-left",
        _("D-5는 마감까지 5일 남았다는 뜻이에요"),
        "d5|d3|d1|d 5|d 3|d 1|디데이|d day|dday & 뭐|뜻|무슨|의미|mean|what",
        pages=[("clubs:clubs", _("동아리 찾기"))],
    ),
    Topic(
        "follow",
        _("동아리 소개의 소식 받기를 누르면 새 글과 일정을 알려 드려요."),
        "관심동아리|소식받|소식을받",
        "소식|팔로우|follow & 동아리|클럽|club",
        pages=[("clubs:clubs", _("동아리 찾기"))],
    ),
    Topic(
        "search",
        _(
            "돋보기를 누르면 동아리, 글, 댓글, 일정, 사람, 내 채팅방의 메시지를 한 번에 찾아요. 내가 볼 수 있는 것만 나와요."
        ),
        "검색|찾기|찾는법|search",
        pages=[("accounts:search", _("찾기"))],
    ),
    Topic(
        "forget",
        _(
            "도우미 방의 모두 지우기를 누르면 물어본 것이 바로 지워져요. 그대로 두어도 30일 뒤에 지워져요."
        ),
        "물어본것|질문한것|질문기록|대화기록|도우미|helper|my questions|chat history & 지우|지워|삭제|남|delet|erase|clear|kept",
    ),
    Contact(
        "contact",
        _(
            "동아리에 대한 것은 그 동아리의 묻고 답하기에서 운영진에게, 그 밖의 것은 동아리연합회에 물어보세요."
        ),
        "누구한테|누구에게|어디에물어|문의|연락처|연락|담당자|연합회|contact|who do i ask|who can i ask|union|support|speak to",
        pages=TO_GUIDE,
    ),
    Topic(
        "hello",
        _("안녕하세요. 동아리, 행사, 내 지원서, 계정과 설정에 대해 물어보세요."),
        "안녕|하이|반가|도움말|도와|뭘할수|뭐할수|무엇을할수|사용법|이용법|넌누구|너는누구|너누구|hello|hi|hey|help|what can you|who are you !",
        pages=TO_GUIDE,
    ),
    Topic(
        "thanks",
        _("천만에요. 또 물어보세요."),
        "고마워|고마|고맙|감사|땡큐|thank|thx !",
    ),
]
