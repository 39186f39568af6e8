"""Plain data to frozen dataclasses and back, with an error that names the place.

Used for editions: a TOML file on disk, JSON beside a programme, one shape for both. Every number
or word of an edition names its source beside it: ``clause = "4.3a"``, or ``decision = "D0001"``
where the source document is silent. In the dataclass both become ``source``.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from shuzhi.rules.clauses import is_decision, is_source

T = TypeVar("T")


class ShapeError(ValueError):
    """The data does not have the shape of an edition; the message says where and why."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path or 'edition'}: {why}")
        self.path = path
        self.why = why


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """A number or word of the edition, with its source; ``soft`` is *in principle* (原则上)."""

    value: T
    source: str
    soft: bool = False

    @property
    def clause(self) -> str | None:
        return None if is_decision(self.source) else self.source

    @property
    def decision(self) -> str | None:
        return self.source if is_decision(self.source) else None


def build(shape: Any, data: Any, path: str = "") -> Any:
    """The value of type ``shape`` that ``data`` spells. Errors: ``ShapeError``."""
    origin, arguments = get_origin(shape), get_args(shape)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return build(next(a for a in arguments if a is not type(None)), data, path)
    if origin is tuple:
        if not isinstance(data, list | tuple):
            raise ShapeError(path, "a list is wanted here")
        return tuple(build(arguments[0], item, f"{path}[{n}]") for n, item in enumerate(data))
    if origin is Mapping:
        if not isinstance(data, Mapping):
            raise ShapeError(path, "a table is wanted here")
        return types.MappingProxyType({k: build(arguments[1], v, _at(path, k)) for k, v in data.items()})
    if origin is Leaf:
        return _record(Leaf, {"value": arguments[0], "source": str, "soft": bool}, data, path)
    if is_dataclass(shape):
        return _record(shape, _hints(cast("type", shape)), data, path)
    return _scalar(shape, data, path)


def plain(value: Any) -> Any:
    """The same value as JSON can hold it; ``build`` reads it back unchanged."""
    if is_dataclass(value) and not isinstance(value, type):
        result = {}
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name == "source":
                result["decision" if is_decision(inner) else "clause"] = inner
            elif inner is not None and not (field.name == "soft" and inner is False):
                result[field.name] = plain(inner)
        return result
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def sources(value: Any, path: str = "") -> dict[str, str]:
    """Path → clause or decision, for everything inside ``value`` that names its source."""
    found: dict[str, str] = {}
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name == "source":
                found[path] = inner
            else:
                found |= sources(inner, _at(path, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            found |= sources(inner, _at(path, key))
    elif isinstance(value, tuple):
        for inner in value:
            found |= sources(inner, _at(path, str(getattr(inner, "key", value.index(inner)))))
    return found


@lru_cache(maxsize=64)
def _hints(shape: type) -> Mapping[str, Any]:
    # Working the annotations out costs more than all the rest of reading an edition.
    return get_type_hints(shape)


def _at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _record(shape: Any, hints: Mapping[str, Any], data: Any, path: str) -> Any:
    if not isinstance(data, Mapping):
        raise ShapeError(path, "a table is wanted here")
    data = dict(data)
    if "source" in hints:
        data["source"] = _source(data, path)
    unknown = sorted(data.keys() - hints.keys())
    if unknown:
        raise ShapeError(_at(path, unknown[0]), "this is not known here")
    values = {}
    for field in fields(shape):
        if field.name in data:
            values[field.name] = build(hints[field.name], data[field.name], _at(path, field.name))
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ShapeError(_at(path, field.name), "this is missing")
    return shape(**values)


def _source(data: dict[str, Any], path: str) -> str:
    given = [data.pop(name) for name in ("clause", "decision") if name in data]
    if len(given) != 1:
        raise ShapeError(path, "name exactly one source: a clause or a decision")
    if not isinstance(given[0], str) or not is_source(given[0]):
        raise ShapeError(path, f"{given[0]!r} is neither a clause nor a decision")
    return given[0]


def _scalar(shape: Any, data: Any, path: str) -> Any:
    if shape is date and isinstance(data, str):
        try:
            return date.fromisoformat(data)
        except ValueError:
            raise ShapeError(path, f"{data!r} is not a date") from None
    # bool is an int to Python; a number that says "true" is a slip of the pen all the same.
    if not isinstance(data, shape) or (shape is int and isinstance(data, bool)):
        raise ShapeError(path, f"{data!r} is not a {shape.__name__}")
    return data
