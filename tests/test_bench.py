"""What the bench tells is counted right. How long anything takes is not tested here."""

import asyncio
from types import SimpleNamespace

import pytest

from bench.readers import Crowd, Reader, Tally
from bench.tables import Ratio, Table


@pytest.mark.parametrize(
    ("came", "lost", "doubled", "misordered"),
    [
        ([0, 1, 2, 3], 0, 0, 0),
        ([0, 1, 3], 1, 0, 0),
        ([0, 1, 1, 2, 3], 0, 1, 0),
        ([0, 2, 1, 3], 0, 0, 1),
        ([3, 0], 2, 0, 1),
        ([], 4, 0, 0),
    ],
)
def test_a_reader_knows_what_is_lost_doubled_or_out_of_order(came, lost, doubled, misordered):
    tally = Tally(4)
    for number in came:
        tally.add(number)
    assert (tally.lost, tally.doubled, tally.misordered) == (lost, doubled, misordered)


def test_only_one_writers_own_messages_have_an_order():
    tally = Tally(4, writers=2)
    for number in [1, 0, 3, 2]:
        tally.add(number)
    assert tally.misordered == 0
    tally.add(1)
    assert (tally.misordered, tally.doubled) == (1, 1)


@pytest.mark.parametrize("size", [1, 7, 1000])
async def test_a_reader_finds_each_message_however_the_stream_is_cut(size):
    crowd = Crowd(SimpleNamespace(greets=True))
    reader = Reader(crowd, b"")
    reader.tally = Tally(3)
    stream = b"HTTP/1.1 200 OK\r\n\r\n: hello\n\n" + b"".join(
        b"data: <b>~%d.%d~ hi</b>\n\n" % (number, number) for number in (0, 1, 2)
    )
    for at in range(0, len(stream), size):
        reader.data_received(stream[at : at + size])
    assert reader.opened.result()
    assert bytes(reader.tally.times) == b"\1\1\1"
    assert len(crowd.delays) == 3


async def test_a_refused_stream_is_no_open_one():
    reader = Reader(Crowd(SimpleNamespace(greets=True)), b"")
    reader.data_received(b"HTTP/1.1 403 Forbidden\r\n\r\nno")
    await asyncio.sleep(0)
    with pytest.raises(ConnectionError, match="403"):
        reader.opened.result()


def test_a_table_has_medians_ratios_of_each_run_and_goals_in_bold():
    table = Table([Ratio("× bare", "µs", "bare")], {"× bare": "≤ 1.1"}, others={"bare"})
    runs = [[{"case": "K-Club", "µs": 10 * n}, {"case": "bare", "µs": n * n}] for n in (2, 5, 4)]
    assert table.markdown(runs).splitlines() == [
        "|  | µs | × bare |",
        "| --- | --: | --: |",
        "| K-Club | 40 | **2.5** |",
        "| bare | 16 | 1 |",
        "| *goal* |  | ≤ 1.1 |",
    ]
