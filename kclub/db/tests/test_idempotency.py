import pytest

from kclub.db.idempotency import idempotency_key


def test_one_form_sent_twice_has_one_key():
    assert idempotency_key("안녕", "n1") == idempotency_key("안녕", "n1")


@pytest.mark.parametrize(
    ("text", "nonce"), [("안녕!", "n1"), ("안녕", "n2"), ("", "n1"), ("안녕 ", "n1")]
)
def test_other_words_or_another_form_have_another_key(text, nonce):
    assert idempotency_key(text, nonce) != idempotency_key("안녕", "n1")


@pytest.mark.parametrize("nonce", ["", None])
def test_a_form_without_a_nonce_is_never_taken_for_another(nonce):
    assert idempotency_key("안녕", nonce) is None


def test_a_key_fits_its_column_however_long_the_text():
    assert len(idempotency_key("가" * 4000, "n" * 80)) == 32
