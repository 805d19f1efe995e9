import pytest

from kclub.registry import Registry


def test_functions_are_called_in_their_order_whichever_was_registered_first():
    registry = Registry()
    registry.register(order=20)(lambda who: f"rooms of {who}")
    registry.register(order=10)(lambda who: f"clubs of {who}")
    assert registry.call("kim") == ["clubs of kim", "rooms of kim"]


def test_two_functions_cannot_have_one_order():
    registry = Registry()
    registry.register(order=10)(print)
    with pytest.raises(ValueError, match="order 10 is taken"):
        registry.register(order=10)(repr)
