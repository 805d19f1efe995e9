"""The bylaws of two clubs: those of 필름로그 were changed once, those of 보드빌 everybody may read."""

from clubs.models import Bylaws, Club
from demo.history import acting_at

FILM = """\
## 제1조 (목적)
필름 사진을 함께 찍고 나누려고 모여요.

## 제2조 (부원)
새봄대학교 학생이면 누구나 부원이 될 수 있어요. 학기마다 함께할지 스스로 확인해요.

## 제3조 (회비)
회비는 한 학기에 {won}원이고, 학기가 시작하고 한 달 안에 내요.

## 제4조 (임원)
회장과 운영진을 두고, 회장은 정기총회에서 부원 과반수의 찬성으로 뽑아요.

## 제5조 (총회)
정기총회는 학기마다 한 번 열고, {asked} 부탁하면 임시총회를 열어요.
"""
GAMES = """\
## 제1조 (목적)
보드게임을 하며 새로운 사람을 만나요.

## 제2조 (모임)
매주 한 번 모이고, 게임은 쓴 사람이 정리해요.

## 제3조 (게임 구입)
새 게임은 부원이 투표로 정해서 회비로 사요.
"""
VERSIONS = [  # club, text, what has changed, whether everybody may read it, days ago
    ("필름로그", FILM.format(won="15,000", asked="부원 열 명이"), "", False, 260),
    (
        "필름로그",
        FILM.format(won="20,000", asked="부원 다섯 명이"),
        "회비를 올리고, 임시총회를 부탁하기 쉽게 했어요.",
        False,
        11,
    ),
    ("보드빌", GAMES, "", True, 120),
]


def make_bylaws(campus):
    """Let the presidents write the versions."""
    for name, text, change, public, days in VERSIONS:
        club = Club.objects.get(name=name)
        with acting_at(campus.ago(days, 21)):
            Bylaws.objects.write(club, club.president, text, change=change, public=public)
