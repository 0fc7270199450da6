"""What an event must satisfy, read from its compact spec. The same text for every plan. Do not edit.

A spec is a list of keywords and their arguments: the checks of the plan's JSON Schema, in the order they are made. What it
cannot say is checked by the server alone.
"""

from __future__ import annotations

import functools
import json
import logging
import math
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Callable, Optional

from .formats import fits
from .wire import encode
from .settings import Refused, Violation, calls, current, drop

_log = logging.getLogger(__name__.partition(".")[0])

Failure = tuple[str, str]
"""Path and keyword."""
_Check = Callable[[Any, Any], Optional[Failure]]


class NonConformant(Refused):
    """The event does not conform to the plan."""

    def __init__(self, violation: Violation) -> None:
        super().__init__(f"{violation.event}: {violation.path or '/'} fails {violation.keyword}")
        self.violation = violation


def check(event_id: str, name: str, properties: Mapping[str, object]) -> bool:
    """True when the event may leave. A validator that fails itself lets it leave."""
    settings = current()
    if calls.strict is None and (settings is None or not settings.validate):
        return True
    try:
        failure = first_failure(_spec(event_id), json.loads(encode(properties), parse_int=_integer))
    except Exception as error:  # noqa: BLE001
        _log.debug("not validated: %s", error)
        return True
    return failure is None or _report(Violation(name, *failure))


def _report(violation: Violation) -> bool:
    settings = current()
    told = "throw" if calls.strict else "warn" if settings is None else settings.on_violation
    if told == "throw":
        raise NonConformant(violation)
    if told == "drop":
        drop(1, f"not conformant: {violation.path} {violation.keyword}")
        return False
    if callable(told):
        told(violation)
    else:
        _log.warning("%s: %s fails %s", violation.event, violation.path or "/", violation.keyword)
    return True


@functools.lru_cache(maxsize=None)
def _spec(event_id: str) -> Sequence[Any]:
    from .specs import SPECS

    spec: Sequence[Any] = json.loads(SPECS[event_id], parse_int=_integer)
    return spec


def _integer(text: str) -> float:
    """Beyond 2^53 whole numbers are what a double makes of them, as on the server."""
    return int(text) if len(text) < 16 else float(text)


def first_failure(spec: Sequence[Any], value: Any) -> Optional[Failure]:
    for at in range(0, len(spec), 2):
        failure = _CHECKS[spec[at]](spec[at + 1], value)
        if failure is not None:
            return failure
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _bits(value: Any) -> int:
    if value is None:
        return 1
    if isinstance(value, bool):
        return 2
    if isinstance(value, (int, float)):
        return 12 if isinstance(value, int) or value.is_integer() else 8
    return 16 if isinstance(value, str) else 32 if isinstance(value, list) else 64


def _key(value: Any) -> Any:
    """The same for equal values, and for no others: booleans are no numbers, and members have no order."""
    if isinstance(value, bool):
        return "bool", value
    if isinstance(value, list):
        return "list", tuple(map(_key, value))
    if isinstance(value, dict):
        return "dict", frozenset((key, _key(item)) for key, item in value.items())
    return value


def _equal(left: Any, right: Any) -> bool:
    return bool(_key(left) == _key(right))


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")


def _below(key: str, failure: Optional[Failure]) -> Optional[Failure]:
    return None if failure is None else (_pointer(key) + failure[0], failure[1])


def _unless(keyword: str, passes: Callable[[Any, Any], bool]) -> _Check:
    return lambda argument, value: None if passes(argument, value) else ("", keyword)


def _of(kind: Callable[[Any], bool], keyword: str, passes: Callable[[Any, Any], bool]) -> tuple[str, _Check]:
    """A check of values of one kind; others pass."""
    return keyword, _unless(keyword, lambda argument, value: not kind(value) or passes(argument, value))


def _is(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kinds)


def _multiple_of(divisor: float, value: float) -> bool:
    if divisor == 0:
        return False
    quotient = value / divisor
    return not math.isfinite(quotient) or abs(math.floor(quotient + 0.5) - quotient) <= 1e-6


@functools.lru_cache(maxsize=1000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _unique(_: Any, value: list[Any]) -> bool:
    return len({_key(item) for item in value}) == len(value)


def _first(failures: Iterator[Optional[Failure]]) -> Optional[Failure]:
    return next((failure for failure in failures if failure is not None), None)


def _told(keyword: str, failures: Sequence[Failure]) -> Failure:
    """Of what several members told, what helps most: the only one that is not about the type of this very value."""
    others = [failure for failure in failures if failure != ("", "type")]
    if not others:
        return "", "type"
    return others[0] if len(others) == 1 else ("", keyword)


def _any_of(specs: Sequence[Any], value: Any) -> Optional[Failure]:
    failures: list[Failure] = []
    for spec in specs:
        failure = first_failure(spec, value)
        if failure is None:
            return None
        failures.append(failure)
    return _told("anyOf", failures)


def _one_of(specs: Sequence[Any], value: Any) -> Optional[Failure]:
    failures = [failure for spec in specs if (failure := first_failure(spec, value)) is not None]
    if len(failures) == len(specs):
        return _told("oneOf", failures)
    return None if len(failures) == len(specs) - 1 else ("", "oneOf")


def _if(parts: Sequence[Any], value: Any) -> Optional[Failure]:
    condition, then, otherwise = parts
    return first_failure(then if first_failure(condition, value) is None else otherwise, value)


def _items(spec: Sequence[Any], value: Any) -> Optional[Failure]:
    if not isinstance(value, list):
        return None
    return _first(_below(str(at), first_failure(spec, item)) for at, item in enumerate(value))


def _required(keys: Sequence[str], value: Any) -> Optional[Failure]:
    if not isinstance(value, dict):
        return None
    return next(((_pointer(key), "required") for key in keys if key not in value), None)


def _property_names(spec: Sequence[Any], value: Any) -> Optional[Failure]:
    return _first(first_failure(spec, key) for key in value) if isinstance(value, dict) else None


def _properties(argument: Sequence[Any], value: Any) -> Optional[Failure]:
    if not isinstance(value, dict):
        return None
    members = argument[0]
    for key in value if len(argument) > 1 else ():
        if key not in members:
            if argument[1] is False:
                return _pointer(key), "additionalProperties"
            failure = _below(key, first_failure(argument[1], value[key]))
            if failure is not None:
                return failure
    return _first(_below(key, first_failure(spec, value[key])) for key, spec in members.items() if key in value)


_string = _is(str)
_list = _is(list)
_object = _is(dict)

_CHECKS: dict[str, _Check] = {
    "type": _unless("type", lambda mask, value: bool(mask & _bits(value))),
    "false schema": lambda _argument, _value: ("", "false schema"),
    "const": _unless("const", _equal),
    "enum": _unless("enum", lambda values, value: any(_equal(one, value) for one in values)),
    "not": _unless("not", lambda spec, value: first_failure(spec, value) is not None),
    "anyOf": _any_of,
    "oneOf": _one_of,
    "allOf": lambda specs, value: _first(first_failure(spec, value) for spec in specs),
    "if": _if,
    "items": _items,
    "required": _required,
    "propertyNames": _property_names,
    "properties": _properties,
    **dict(
        (
            _of(_is_number, "maximum", lambda limit, value: bool(value <= limit)),
            _of(_is_number, "minimum", lambda limit, value: bool(value >= limit)),
            _of(_is_number, "exclusiveMaximum", lambda limit, value: bool(value < limit)),
            _of(_is_number, "exclusiveMinimum", lambda limit, value: bool(value > limit)),
            _of(_is_number, "multipleOf", _multiple_of),
            _of(_string, "maxLength", lambda limit, value: len(value) <= limit),
            _of(_string, "minLength", lambda limit, value: len(value) >= limit),
            _of(_string, "pattern", lambda pattern, value: _compiled(pattern).search(value) is not None),
            _of(_string, "format", fits),
            _of(_list, "maxItems", lambda limit, value: len(value) <= limit),
            _of(_list, "minItems", lambda limit, value: len(value) >= limit),
            _of(_list, "contains", lambda spec, value: any(first_failure(spec, item) is None for item in value)),
            _of(_list, "uniqueItems", _unique),
            _of(_object, "maxProperties", lambda limit, value: len(value) <= limit),
            _of(_object, "minProperties", lambda limit, value: len(value) >= limit),
        )
    ),
}


def in_development() -> bool:
    """Whether events are validated where init does not say: in Python's development mode (`python -X dev`)."""
    return sys.flags.dev_mode
