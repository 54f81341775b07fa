import math
import signal
import time

import pytest

from accordingto.ledger.ahead import WorkerDied, ahead


@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_come_in_the_order_of_the_items(jobs):
    items = [(f"item {n}", n) for n in range(9)]
    assert list(ahead(items, math.factorial, jobs)) == [(label, math.factorial(n)) for label, n in items]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_label_without_a_thing_comes_in_its_place(jobs):
    items = [("a", 3), ("b", None), ("c", 4)]
    assert list(ahead(items, math.factorial, jobs)) == [("a", 6), ("b", None), ("c", 24)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_items_give_no_answers(jobs):
    assert list(ahead([], math.factorial, jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_is_raised_when_its_turn_comes(jobs):
    answers = ahead([("a", 3), ("b", -1), ("c", 4)], math.factorial, jobs)
    assert next(answers) == ("a", 6)
    with pytest.raises(ValueError, match="negative"):
        next(answers)


def test_items_are_taken_only_a_few_ahead():
    taken = []
    answers = ahead(((n, taken.append(n) or n) for n in range(1000)), math.factorial, 2)
    next(answers)
    assert len(taken) < 10
    answers.close()


@pytest.mark.parametrize("deadly", [0, 19])
def test_an_item_that_kills_its_process_does_not_take_the_others_along(deadly):
    signals = [signal.SIGKILL if n == deadly else signal.SIGCONT for n in range(20)]
    answers = list(ahead(enumerate(signals), signal.raise_signal, 2))
    assert [label for label, _ in answers] == list(range(20))
    assert [label for label, answer in answers if isinstance(answer, WorkerDied)] == [deadly]


def test_two_deadly_items_near_each_other_are_both_told():
    signals = [signal.SIGKILL if n in (2, 3) else signal.SIGCONT for n in range(8)]
    answers = ahead(enumerate(signals), signal.raise_signal, 2)
    assert [label for label, answer in answers if isinstance(answer, WorkerDied)] == [2, 3]


def test_an_item_that_comes_after_the_pool_has_broken_is_worked_on():
    def slowly():
        yield "deadly", signal.SIGKILL
        time.sleep(4)  # meanwhile the process starts, dies, and the pool is found to be broken
        yield "late", signal.SIGCONT

    answers = ahead(slowly(), signal.raise_signal, 2)
    assert [(label, isinstance(answer, WorkerDied)) for label, answer in answers] == [
        ("deadly", True),
        ("late", False),
    ]
