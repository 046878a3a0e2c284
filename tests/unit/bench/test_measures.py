"""What the benchmark's figures are made of."""

from bench.conversations import MATTERS, conversation
from bench.measures import EARLY, LATE, Figures


def test_message_late_says_the_same_as_message_early() -> None:
    assert (LATE - EARLY) % len(conversation()) == 0


def test_each_customer_says_the_same_in_another_order() -> None:
    orders = [conversation(start) for start in range(len(MATTERS))]

    assert len(set(orders)) == len(MATTERS)
    assert len({frozenset(order) for order in orders}) == 1


def test_figures_are_medians_in_milliseconds() -> None:
    figures = Figures(rates=[1.0, 9.0, 5.0], latencies=[0.01, 0.03, 0.02], growths=[(0.01, 0.02)])

    assert (figures.rate, figures.latency_ms, figures.early_ms, figures.late_ms) == (5.0, 20.0, 10.0, 20.0)
