"""The guide: what pages and the helper say of how K-Club is used."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from kclub.context_processors import school_name


class Section(NamedTuple):
    """A section of the guide: `key` is its place on the page, `page` the (name, label) of a link."""

    key: str
    title: str
    texts: list  # lists of sentences, each list a paragraph
    page: tuple = ()

    @property
    def sentences(self):
        """All its sentences, with the name of the school."""
        names = {"school_name": school_name()}
        return [str(sentence) % names for paragraph in self.texts for sentence in paragraph]

    @property
    def paragraphs(self):
        names = {"school_name": school_name()}
        return [" ".join(str(sentence) % names for sentence in each) for each in self.texts]


GUIDE = [
    Section(
        "sign-up",
        _("가입하고 인증하기"),
        [
            [
                _(
                    "%(school_name)s 메일 주소로 가입해요. 메일에 온 링크를 24시간 안에 열고 인증하기를 누르면 끝나요."
                )
            ],
            [
                _(
                    "인증하지 않아도 동아리와 공개된 글은 둘러볼 수 있어요. 지원하고, 쓰고, 채팅방에 들어가려면 인증이 필요해요."
                )
            ],
        ],
    ),
    Section(
        "clubs",
        _("동아리 찾고 지원하기"),
        [
            [
                _("이름, 태그, 분야, 소개에서 찾아요. ㅅㅈ만 적어도 사진 동아리가 나와요."),
                _("동아리는 영어 이름도 가질 수 있어요. 그 이름으로도 찾아요."),
            ],
            [_("D-5는 마감까지 5일 남았다는 뜻이에요")],
            [
                _("궁금한 것은 동아리의 묻고 답하기에서 물어볼 수 있어요."),
                _("누가 물었는지는 운영진만 알고, 자주 묻는 것은 동아리 소개에 실려요."),
            ],
            [
                _(
                    "지원서의 상태는 내 정보에서 볼 수 있고, 결과가 나오면 알림이 와요. 한 동아리에 지원서는 하나씩만 낼 수 있어요."
                )
            ],
        ],
    ),
    Section(
        "search",
        _("한 번에 찾기"),
        [
            [
                _(
                    "돋보기를 누르면 동아리, 글, 댓글, 일정, 사람, 내 채팅방의 메시지를 한 번에 찾아요. 내가 볼 수 있는 것만 나와요."
                )
            ],
            [
                _(
                    "찾은 메시지를 누르면 그때의 대화가 열려요. 방 안에서는 누가 언제 쓴 것인지로도 찾을 수 있어요."
                )
            ],
        ],
        ("accounts:search", _("찾기")),
    ),
    Section(
        "looks",
        _("동아리 꾸미기"),
        [
            [
                _(
                    "운영진은 관리의 소개 고치기에서 로고와 배경 사진을 올리고, 소개 글에 사진을 열두 장까지 넣을 수 있어요."
                )
            ],
            [
                _(
                    "누가 함께하면 좋은지, 한 학기에 무엇을 하는지, 링크도 적고 저장하기 전에 미리 볼 수 있어요."
                )
            ],
        ],
    ),
    Section(
        "rooms",
        _("채팅방"),
        [
            [
                _(
                    "동아리마다 부원끼리 쓰는 방이 하나 있어요. 누구나 들어가는 방이나 부원끼리 쓰는 방을 더 열 수도 있어요."
                )
            ],
            [
                _(
                    "메시지에 사진 네 장과 파일 하나(10MB까지)를 붙일 수 있어요. PDF, 한글, 워드, 엑셀, 파워포인트, 텍스트 파일을 받아요."
                )
            ],
            [
                _(
                    "그동안 보낸 것은 방 메뉴의 ‘사진과 파일’에 모여 있어요. 메시지를 지우면 거기에서도 사라져요."
                )
            ],
            [
                _(
                    "메시지 옆의 작은 숫자는 아직 안 읽은 사람의 수예요. 누가 읽었는지는 보이지 않고, 100명이 넘는 방에는 숫자가 없어요."
                )
            ],
            [_("연결이 끊겨도 쓰던 글은 남고, 다시 이어지면 그동안의 대화가 채워져요.")],
        ],
    ),
    Section(
        "notifications",
        _("알림과 공지"),
        [
            [
                _(
                    "중요한 일은 종 모양의 알림에 모이고 메일로도 가요. 알림 설정에서 무엇을 바로, 하루 한 번, 또는 안 받을지 골라요."
                )
            ],
            [
                _(
                    "운영진은 관리의 공지에서 모두에게, 운영진이나 부원에게, 또는 고른 사람에게만 공지를 보낼 수 있어요."
                ),
                _("보내기 전에 받는 사람을 보여 주고, 보낸 뒤에는 누가 읽었는지 알 수 있어요."),
            ],
            [_("받은 공지를 열면 읽은 것으로 표시되고, 보낸 동아리의 운영진이 볼 수 있어요.")],
        ],
        ("accounts:notification-preferences", _("알림 설정")),
    ),
    Section(
        "reports",
        _("불편한 글을 봤다면"),
        [
            [
                _(
                    "운영진은 동아리의 글과 댓글을, 방장은 방의 메시지를 지울 수 있어요. 먼저 그분들에게, 그러기 어려우면 동아리연합회에 알려 주세요."
                )
            ]
        ],
    ),
]
