"""Registries of functions, which apps add to and another app calls in an order they state."""


class Registry:
    """Functions that are called in ascending `order`, whichever module was imported first.

    `@account_closing.register(order=10)` adds one. Raises ValueError when an order is taken.
    """

    def __init__(self):
        self._functions = {}

    def register(self, *, order):
        """Return a decorator that adds a function at this place in the order."""

        def add(function):
            if order in self._functions:
                raise ValueError(f"order {order} is taken by {self._functions[order]}")
            self._functions[order] = function
            return function

        return add

    def __iter__(self):
        return iter([function for _order, function in sorted(self._functions.items())])

    def call(self, *args):
        """Call each function with these arguments. Returns a list of what they returned."""
        return [function(*args) for function in self]
