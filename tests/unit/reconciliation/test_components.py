from accordingto.reconciliation.components import components


def test_the_first_thing_stands_for_all_that_ties_bring_to_it():
    assert components(6, [(4, 2), (2, 5), (1, 0)]) == [0, 0, 2, 3, 2, 2]
    assert components(2, []) == [0, 1]
