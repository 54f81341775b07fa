import math
import signal

import pytest

from accordingto.ledger.ahead import WorkerDied, ahead


@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_come_in_the_order_of_the_items(jobs):
    assert list(ahead(range(9), math.factorial, jobs)) == [(n, math.factorial(n)) for n in range(9)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_items_give_no_answers(jobs):
    assert list(ahead([], math.factorial, jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_is_raised_when_its_turn_comes(jobs):
    answers = ahead([3, -1, 4], math.factorial, jobs)
    assert next(answers) == (3, 6)
    with pytest.raises(ValueError, match="negative"):
        next(answers)


def test_items_are_taken_only_a_few_ahead():
    taken = []
    answers = ahead((taken.append(n) or n for n in range(1000)), math.factorial, 2)
    next(answers)
    assert len(taken) < 10
    answers.close()


def test_an_item_that_kills_its_process_does_not_take_the_others_along():
    harmless, deadly = signal.SIGCONT, signal.SIGKILL
    items = [harmless, deadly, harmless, harmless]
    answers = [answer for _, answer in ahead(items, signal.raise_signal, 2)]
    assert [isinstance(a, WorkerDied) for a in answers] == [False, True, False, False]
