"""The same boards, readers and running hub as the live layer's tests have."""

from kclub.live.tests.conftest import (  # noqa: F401
    board,
    boards,
    make_reader,
    reader,
    running_hub,
)
