from accounts.profile_sections import own_profile, person_actions, person_profile


def test_apps_register_their_sections_of_the_profile_in_this_order():
    assert [section.__module__ for section in own_profile] == [
        "clubs.people.profile",
        "clubs.recruiting.profile",
        "clubs.board.profile",
        "clubs.events.profile",
    ]
    assert [section.__module__ for section in person_profile] == ["clubs.people.profile"]
    assert [action.__module__ for action in person_actions] == ["rooms.direct.profile"]
