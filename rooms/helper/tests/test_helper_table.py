"""What people ask, and what the helper answers: a table of questions, of different people.

A row says who asks what, the topic it is taken for, and what stands in the answer: a word of it, or
an address it leads to.
"""

from urllib.parse import unquote

import pytest
from django.utils.translation import override

from rooms.helper.answers import answer
from rooms.helper.topics import TOPICS

KNOWN = """
member | 내 지원 어떻게 됐어? | own-applications | 심사 중
member | 내지원어떻게됐어 | own-applications | 심사 중
member | 지원 결과 언제 나와요? | own-applications | 심사 중
member | 새벽 세시 지원 결과 알려줘 | own-applications | 심사 중
member | 합격했나요 | own-applications | 새벽 세시
member | 면접 결과 나왔나요? | own-applications | 새벽 세시
member | 제 지원서 상태 확인하고 싶어요 | own-applications | 새벽 세시
member | 신청한 거 어떻게 됐나요 | own-applications | 새벽 세시
student | 내 지원 어떻게 됐어? | own-applications | 지원한 동아리가 없어요
member | 내 동아리 | own-clubs | 필름로그
student | 내가 가입한 동아리 보여줘 | own-clubs | 아직 들어간 동아리가 없어요
member | 내 일정 | own-events | 은행나무 합주
student | 내 일정 알려줘 | own-events | 다가오는 일정이 없어요
member | 내 활동 확인서 | certificates | /me/certificates/
member | 활동증명서 어떻게 받아요 | certificates | /me/certificates/
guest | 확인서 진짜인지 확인하고 싶어 | certificate-check | /verify/
member | 이번 학기 확인 | own-term | /me/term/
member | 이번 학기에도 함께하고 싶어요 | own-term | /me/term/
guest | 사진 동아리 뭐 있어? | clubs | 필름로그
guest | 사진동아리뭐있어 | clubs | 필름로그
guest | 사진 동아리는 뭐가 있나요? | clubs | 필름로그
guest | ㅅㅈ 동아리 | clubs | 필름로그
guest | ㅅㅈ동아리 있어? | clubs | 필름로그
guest | 사진찍는동아리추천좀 | clubs | 필름로그
guest | 밴드 동아리 추천해줘 | clubs | 새벽 세시
guest | 밴드부 동아리 있어? | clubs | 새벽 세시
guest | 운동 동아리 찾고 있어요 | clubs | 축구왕
guest | 동아리 뭐 있어 | clubs | 필름로그
guest | 어떤 동아리가 있나요? | clubs | /clubs/
guest | 동아리 추천해 주세요 | clubs | /clubs/
guest | 모집 중인 동아리 | recruiting | 언제든지 모집해요
guest | 모집중인동아리알려줘 | recruiting | 필름로그
guest | 사진 동아리 중에 모집하는 곳 | recruiting | 필름로그
guest | 필름로그 모집해? | recruiting | 언제든지 모집해요
guest | 축구왕 지금 모집하나요 | recruiting | 지금은 모집하지 않아요
guest | 마감 임박한 동아리 | recruiting | 필름로그
guest | 인기 많은 동아리 | busy-clubs | 필름로그
guest | 이번 주 행사 뭐 있어? | events | 가을 출사
guest | 이번주행사뭐있어 | events | 가을 출사
guest | 오늘 행사 | events | /events/
guest | 오늘 뭐 해? | events | 가을 출사
guest | 내일 정기 모임 있어? | events | /events/
guest | 필름로그 행사 언제야 | events | 가을 출사
member | 이번 주 일정 | events | 은행나무 합주
guest | 필름로그 회비 얼마야? | dues | 한 학기 2만 원
member | 회비 얼마야 | dues | 20,000원
member | 필름로그 회비 | dues | 20,000원
student | 회비 얼마예요? | dues | 이번 학기에 정해진 회비가 없어요
guest | 새벽 세시 회비 | dues | 적혀 있지 않아요
guest | 필름로그 회장 누구야 | club-president | 김민재
guest | 필름로크 회장 누구야 | club-president | 김민재
guest | ㅍㄹㄹㄱ 회장 누구야 | club-president | 김민재
guest | 회장 누구야 | club-president | 어느 동아리인지
guest | 필름로그 부원 몇 명이야 | club-members | 부원 2명
guest | 필름로그 어디서 모여 | club-place | 학생회관 402호
guest | 필름로그 언제 모여요? | club-meeting | 수요일
guest | 새벽세시 언제 모여? | club-meeting | 적혀 있지 않아요
guest | 필름로그 가입하고 싶어 | club-joining | 신청을 보고 승인해요
guest | 축구왕 들어가고 싶어요 | club-joining | 지금은 모집하지 않아요
guest | 지원 어떻게 해 | club-joining | 소개의 단추로
guest | 가입 방법 | club-joining | 소개의 단추로
guest | 필름로그 회칙 | club-bylaws | /clubs/필름로그/bylaws/
guest | 필름로그 공지 | club-board | /clubs/필름로그/board/
guest | 필름로그 | club | 한 달에 한 롤
guest | 필름로그 알려줘 | club | 한 달에 한 롤
guest | 필름로그 카메라 없어도 돼? | club-faq | 빌려 드려요
member | 필름로그 탈퇴하고 싶어 | club-leaving | /clubs/필름로그/leave/
member | 동아리 탈퇴하고 싶어 | club-leaving | 어느 동아리인지
member | 탈퇴하고 싶어 | closing | /me/delete/
member | 계정 삭제 | closing | /me/delete/
member | 비밀번호 바꾸고 싶어 | password | /accounts/password/change/
member | 비밀번호바꾸고싶어 | password | /accounts/password/change/
member | 비번 변경 | password | /accounts/password/change/
member | 비밀번오 바꾸고 싶어 | password | /accounts/password/change/
member | 비밀번 호를 바꿀래요 | password | /accounts/password/change/
member | ㅂㅁㅂㅎ 바꾸기 | password | /accounts/password/change/
guest | 비밀번호 까먹었어 | password-forgotten | /accounts/password/reset/
guest | 로그인이 안 돼요 | log-in-trouble | /accounts/login/
guest | 인증 메일이 안 와요 | mail-missing | /accounts/email/
member | 학교 메일 바꾸고 싶어 | mail | /accounts/email/
member | 나 인증됐어? | verification | 인증되어 있어요
unverified | 인증 됐나요 | verification | 아직 인증되지 않았어요
member | 닉네임 변경 | name | /me/edit/
guest | 회원가입 어떻게 해 | sign-up | /accounts/signup/
member | 다른 기기에서 로그아웃하고 싶어 | sessions | /accounts/sessions/
member | 2단계 인증 켜기 | two-step | /accounts/2fa/
member | 카카오로 로그인하고 싶어 | other-accounts | /me/
member | 알림 끄기 | notifications-off | /me/notifications/
member | 알림이 너무 많아요 | notifications-off | /me/notifications/
member | 메일 그만 받고 싶어요 | notifications-off | /me/notifications/
member | 알림 | notifications | /notifications/
member | 차단하고 싶은 사람이 있어 | blocks | /me/blocks/
guest | 신고는 어떻게 해요 | report | 신고하기
guest | 개인정보 어디에 써요 | privacy | /privacy/
member | 동아리 만들고 싶어 | club-new | /clubs/new/
member | 동아리를 새로 개설하려면? | club-new | /clubs/new/
member | 회장 넘기고 싶어 | presidency | /manage/
member | 초대 링크 만들기 | invite | /manage/
member | 학기 등록 어떻게 해 | registration | /manage/
member | 활동보고서 쓰기 | activity-report | 보고서 쓰기
member | 출석 어떻게 해요 | attendance | /me/events/
member | 연습실 예약하고 싶어 | places | /places/
member | 채팅방 만들기 | room-new | /rooms/new/
member | 방에서 나가고 싶어 | room-leave | /rooms/
member | 쪽지 보내고 싶어 | direct | /rooms/direct/
member | 안 읽은 채팅 | rooms | /rooms/
member | 사진 올리는 방법 | attachments | 사진 네 장
member | 글 쓰고 싶어 | posts | 글마다
member | 구글 캘린더에 넣고 싶어 | calendar | /me/calendar/
guest | 앱 있나요 | app | 홈 화면
guest | 영어로 보고 싶어 | language | English
guest | 다크모드 | theme | 어둡게
guest | 누구한테 물어봐야 해 | contact | 동아리연합회
guest | 필름로그에 문의하고 싶어 | contact | /clubs/필름로그/questions/
guest | 안녕하세요 | hello | 안녕하세요
guest | 뭘 할 수 있어? | hello | 물어보세요
guest | 고마워 | thanks | 천만에요
member | 휴대폰으로 알림 받고 싶어 | push | /me/notifications/
member | 무엇에 동의했는지 보고 싶어 | agreements | /me/agreements/
member | 물어본 것 지우고 싶어 | forget | 모두 지우기
member | 프로필 사진 바꾸고 싶어 | avatar | /me/edit/
member | 내 학과 비공개로 하고 싶어 | profile-shown | /me/visibility/
member | 팔로우한 사람 목록 | followed-people | /me/following/
member | 내 데이터 내려받고 싶어 | export | /me/export/
guest | 이용 약관 | terms-of-use | /terms/
member | 메시지 옆 숫자는 뭐야? | unread-numbers | 안 읽은 사람
guest | 정동아리 목록 | registered-clubs | /clubs/
guest | D-5가 무슨 뜻이야 | days-left | 5일 남았다
guest | 소식 받고 싶은 동아리가 있어 | follow | 소식 받기
guest | 돋보기로 검색하는 법 | search | /search/
guest | how do I change my password | password | /accounts/password/change/
guest | I forgot my password | password-forgotten | /accounts/password/reset/
guest | what photo clubs are there? | clubs | 필름로그
guest | which clubs are recruiting? | recruiting | 필름로그
guest | Film Log fee | dues | 한 학기 2만 원
member | what is my application status | own-applications | 새벽 세시
guest | any events this week? | events | 가을 출사
member | delete my account | closing | /me/delete/
member | how do I turn off notifications | notifications-off | /me/notifications/
member | how much are the dues | dues | 20,000원
member | I want to start a club | club-new | /clubs/new/
member | my certificate | certificates | /me/certificates/
guest | who is the president of film log | club-president | 김민재
guest | ｐａｓｓｗｏｒｄ change | password | /accounts/password/change/
"""
NOT_KNOWN = """
guest | 오늘 점심 뭐야 | unknown
guest | 날씨 어때 | unknown
guest | 기말고사 언제야 | unknown
guest | 수강신청 일정 언제야 | unknown
guest | 등록금 얼마야 | unknown
guest | 장학금 신청 어떻게 해? | unknown
guest | 도서관 몇 시까지 해 | unknown
guest | 셔틀버스 시간표 | unknown
guest | 와이파이 비밀번호 | unknown
guest | 졸업 요건 알려줘 | unknown
guest | 총장님 누구야 | unknown
guest | what is the weather like | unknown
guest | who won the football match | unknown
guest | asdf | unknown
guest | 뭐야 | unknown
member | 기숙사 신청 결과 | unknown
member | 이부원 전화번호 알려줘 | unknown
member | 김민재 지원 결과 알려줘 | unknown
member | 장학금 지원 결과 | unknown
member | 동아리에서 다쳤는데 보험 돼? | unknown
guest | 프리다이빙 동아리 있어? | unknown
guest | 필름로그 강아지 데려가도 돼? | ask-officers | /clubs/필름로그/questions/
guest | 필름로그 작년에 몇 점 받았어? | ask-officers | 필름로그
guest | 내 지원 어떻게 됐어? | own-applications | /accounts/login/
guest | 내 일정 | own-events | /accounts/login/
guest | 활동 확인서 | certificates | /accounts/login/
guest | 필름로그 회비 | dues | 한 학기 2만 원
guest | 현상소 이야기 | found | 현상소
guest | 100명이 넘는 방 | guide | 숫자가 없어요
"""


def rows(table):
    """Return [(who, question, topic, what the answer has), …] of a table."""
    return [tuple(line.split(" | ")) for line in table.strip().splitlines()]


def said(answer):
    """Return all that an answer says and where it leads, as one text."""
    found = [text for each in answer.found for text in each]
    return " ".join(
        [str(answer.sentence), *found, *(f"{url} {label}" for url, label in answer.pages)]
    )


def test_the_tables_are_long():
    assert len(rows(KNOWN)) >= 80
    assert len(rows(NOT_KNOWN)) >= 20
    asked = [row[:2] for row in rows(KNOWN) + rows(NOT_KNOWN)]
    assert len(set(asked)) == len(asked)


def test_every_topic_is_asked_about():
    asked = {topic for _who, _question, topic, *_seen in rows(KNOWN)}
    assert {topic.key for topic in TOPICS} - asked == set()


@pytest.mark.parametrize(("who", "question", "topic", "seen"), rows(KNOWN))
def test_what_is_asked_is_answered(campus_of_module, db, who, question, topic, seen):
    given = answer(question, getattr(campus_of_module, who))
    assert given.topic == topic
    assert seen in unquote(said(given))


@pytest.mark.parametrize("row", rows(NOT_KNOWN), ids=" ".join)
def test_what_it_does_not_know_it_says_and_whom_to_ask(campus_of_module, db, settings, row):
    settings.CONTACT_EMAIL = "union@saebom.example"
    who, question, topic, *seen = row
    given = answer(question, getattr(campus_of_module, who))
    assert given.topic == topic
    assert [word for word in seen if word not in unquote(said(given))] == []
    if topic == "unknown":
        assert (given.found, given.contact) == ([], "union@saebom.example")
        assert "저도 몰라요" in given.sentence


@pytest.mark.parametrize("row", [row for row in rows(KNOWN) if row[1].isascii()], ids=" ".join)
def test_english_questions_are_answered_in_the_language_of_the_page(campus_of_module, db, row):
    who, question, topic, *_seen = row
    with override("en"):
        given = answer(question, getattr(campus_of_module, who))
        assert given.topic == topic
        assert given.sentence.isascii() or "’" in given.sentence
