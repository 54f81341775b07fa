"""Dataclasses to plain JSON values and back, and the canonical bytes that ids are hashed from.

A field whose name is a Python keyword carries a trailing underscore (`class_`); it has none in JSON. Nothing is
guessed on the way back: an unknown or missing key raises ValueError.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def canonical(value: object) -> bytes:
    """The one JSON spelling of a plain value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(
        "utf-8", "surrogatepass"
    )


def to_plain(value: object) -> Any:  # noqa: ANN401 - JSON values have no narrower type
    """Dataclasses, tuples and dicts to what `json` writes; tuples become lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (list, tuple)):
        return [to_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: to_plain(v) for k, v in value.items()}
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def from_plain(cls: type[T], value: object) -> T:
    """The dataclass `cls` from what `to_plain` wrote. Raises ValueError when it does not fit."""
    return _build(cls, value)  # type: ignore[no-any-return]


def _build(kind: Any, value: object) -> Any:  # noqa: ANN401 - driven by annotations at run time
    if is_dataclass(kind) and isinstance(kind, type):
        return _build_dataclass(kind, value)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None and NoneType in get_args(kind):
            return None
        return _build(next(a for a in get_args(kind) if a is not NoneType), value)
    if origin is tuple:
        return _build_tuple(get_args(kind), value)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise ValueError(f"an object was expected, not {value!r:.60}")
        return {k: _build(get_args(kind)[1], v) for k, v in value.items()}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(kind, type) and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        raise ValueError(f"{kind.__name__} was expected, not {value!r:.60}")
    return value


def _build_tuple(args: tuple[Any, ...], value: object) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"a list was expected, not {value!r:.60}")
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_build(args[0], v) for v in value)
    if len(args) != len(value):
        raise ValueError(f"{len(args)} items were expected, not {len(value)}")
    return tuple(_build(a, v) for a, v in zip(args, value, strict=True))


def _build_dataclass(kind: type, value: object) -> Any:  # noqa: ANN401 - the caller knows the class
    if not isinstance(value, Mapping):
        raise ValueError(f"{kind.__name__}: an object was expected, not {value!r:.60}")
    known = {f.name.rstrip("_"): f for f in fields(kind)}
    if unknown := sorted(set(value) - set(known)):
        raise ValueError(f"{kind.__name__} has no field {unknown[0]!r}")
    hints, made = _hints(kind), {}
    for key, f in known.items():
        if key in value:
            made[f.name] = _build(hints[f.name], value[key])
        elif f.default is MISSING and f.default_factory is MISSING:
            raise ValueError(f"{kind.__name__} needs the field {key!r}")
    return kind(**made)
