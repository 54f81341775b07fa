"""Dataclasses to plain JSON values and back, and the canonical bytes that ids are hashed from.

A field whose name is a Python keyword carries a trailing underscore (`class_`); it has none in JSON. Nothing is
guessed on the way back: an unknown or missing key raises ValueError. How a type is taken apart and put together is
worked out once for each type.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Build = Callable[[object], Any]


def canonical(value: object) -> bytes:
    """The one JSON spelling of a plain value or a dataclass: sorted keys, no spaces, UTF-8."""
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


_SCALARS = frozenset((str, int, float, bool, NoneType))


@cache
def _keys(cls: type) -> tuple[tuple[str, str], ...]:
    """Field names with their JSON keys; empty for what is no dataclass."""
    return tuple((f.name, f.name.rstrip("_")) for f in fields(cls)) if is_dataclass(cls) else ()


def _fields(value: object) -> dict[str, object]:
    """What `json` cannot write itself: a dataclass by its fields, each of which it goes on to write."""
    keys = _keys(type(value))  # type: ignore[arg-type] # a type is hashable
    if not keys:
        raise TypeError(f"{type(value).__name__} is no JSON value")
    return {key: getattr(value, name) for name, key in keys}


_ENCODER = json.JSONEncoder(
    sort_keys=True,
    ensure_ascii=False,
    separators=(",", ":"),
    allow_nan=False,
    check_circular=False,
    default=_fields,
)


def to_plain(value: object) -> Any:  # noqa: ANN401 - JSON values have no narrower type
    """Dataclasses, tuples and dicts to what `json` writes; tuples become lists."""
    kind = type(value)
    if kind is tuple or kind is list:
        return [to_plain(v) for v in value] if value else []  # type: ignore[attr-defined]
    if kind in _SCALARS or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [to_plain(v) for v in value]
    if keys := _keys(kind):  # type: ignore[arg-type] # a type is hashable
        return {
            key: v if type(v := getattr(value, name)) in _SCALARS else to_plain(v)  # the many: no call for each
            for name, key in keys
        }
    if isinstance(value, Mapping):
        return {k: to_plain(v) for k, v in value.items()}
    return value


def from_plain(cls: type[T], value: object) -> T:
    """The dataclass `cls` from what `to_plain` wrote. Raises ValueError when it does not fit."""
    build = _builder(cls)  # type: ignore[arg-type] # a type is hashable
    made: T = build(value)
    return made


@cache
def _builder(kind: Any) -> Build:  # noqa: ANN401 - driven by annotations at run time
    """What makes a value of an annotated type from a plain one."""
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_builder(kind)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        inner = _builder(next(a for a in args if a is not NoneType))
        return (lambda v: None if v is None else inner(v)) if NoneType in args else inner
    if origin is tuple:
        return _tuple_builder(args)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_builder(_builder(args[1]))
    return _plain_builder(kind)


def _plain_builder(kind: Any) -> Build:  # noqa: ANN401 - str, int, float, bool, or anything
    def build(value: object) -> object:
        if type(value) is kind or not isinstance(kind, type):
            return value
        if kind is float and type(value) is int:
            return float(value)
        if not isinstance(value, kind) or type(value) is bool:
            raise ValueError(f"{kind.__name__} was expected, not {value!r:.60}")
        return value

    return build


def _mapping_builder(inner: Build) -> Build:
    def build(value: object) -> dict[str, object]:
        if not isinstance(value, Mapping):
            raise ValueError(f"an object was expected, not {value!r:.60}")
        return {k: inner(v) for k, v in value.items()}

    return build


def _tuple_builder(args: tuple[Any, ...]) -> Build:
    alike = len(args) == 2 and args[1] is Ellipsis
    inner = [_builder(a) for a in args[:1]] if alike else [_builder(a) for a in args]
    plain = {args[0]} & _SCALARS if alike else set()  # lists of ids are long: they are looked at as a whole

    def build(value: object) -> tuple[object, ...]:
        if not isinstance(value, (list, tuple)):
            raise ValueError(f"a list was expected, not {value!r:.60}")
        if alike:
            return tuple(map(inner[0], value)) if {*map(type, value)} - plain else tuple(value)
        if len(args) != len(value):
            raise ValueError(f"{len(args)} items were expected, not {len(value)}")
        return tuple(b(v) for b, v in zip(inner, value, strict=True))

    return build


def _dataclass_builder(kind: type) -> Build:
    hints = get_type_hints(kind)
    known = {key: (name, _builder(hints[name])) for name, key in _keys(kind)}
    required = [f.name.rstrip("_") for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]

    def build(value: object) -> object:
        if not isinstance(value, Mapping):
            raise ValueError(f"{kind.__name__}: an object was expected, not {value!r:.60}")
        made = {}
        for key, given in value.items():
            if key not in known:
                raise ValueError(f"{kind.__name__} has no field {key!r}")
            name, make = known[key]
            made[name] = make(given)
        for key in required:
            if key not in value:
                raise ValueError(f"{kind.__name__} needs the field {key!r}")
        return kind(**made)

    return build
