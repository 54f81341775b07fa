"""What ties bring together: connected components of numbered things."""

from collections.abc import Iterable


def components(size: int, ties: Iterable[tuple[int, int]]) -> list[int]:
    """For each of `size` things the first thing to which `ties` bring it, over whatever others (union-find)."""
    parent = list(range(size))

    def find(x: int) -> int:
        while parent[x] != x:
            parent[x] = x = parent[parent[x]]
        return x

    for i, j in ties:
        a, b = find(i), find(j)
        parent[max(a, b)] = min(a, b)
    return [find(i) for i in range(size)]
