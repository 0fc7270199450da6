"""JSON as it leaves: the same bytes that every other SDK of Gabarit writes. Do not edit."""

from __future__ import annotations

import enum
import json
import math
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from decimal import Decimal
from typing import Final


class LeftOut(enum.Enum):
    """Stands for a key that a call names and does not send."""

    LEFT_OUT = "left out"


LEFT_OUT: Final = LeftOut.LEFT_OUT

_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")


def encode(value: object) -> str:
    """The JSON text of a value; what JSON has no word for raises TypeError."""
    if isinstance(value, str):
        return _string(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(_member(key, item) for key, item in value.items() if item is not LEFT_OUT) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(encode, value)) + "]"
    if isinstance(value, datetime):
        return _string(moment(value))
    raise TypeError(f"{type(value).__name__} is no JSON value")


def _member(key: object, value: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key is {type(key).__name__}, not str")
    return _string(key) + ":" + encode(value)


def _string(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return written if written.isascii() else _SURROGATES.sub(_whole, written)


def _whole(found: re.Match[str]) -> str:
    """Two halves are the character they make; one alone is written by its number, as UTF-8 cannot."""
    halves = found.group()
    if len(halves) == 1:
        return f"\\u{ord(halves):04x}"
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _number(value: float) -> str:
    """The shortest text that reads back as this number, in the form that ECMAScript gives it."""
    if not math.isfinite(value):
        return "null"
    if value == 0:
        return "0"
    _, digits_of, exponent = Decimal(float.__repr__(abs(value))).as_tuple()
    digits = "".join(map(str, digits_of)).rstrip("0")
    point = len(digits_of) + int(exponent)
    minus = "-" if value < 0 else ""
    if len(digits) <= point <= 21:
        return minus + digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{minus}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{minus}0.{'0' * -point}{digits}"
    fraction = "." + digits[1:] if len(digits) > 1 else ""
    return f"{minus}{digits[0]}{fraction}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def moment(value: datetime) -> str:
    """ISO 8601 in UTC with milliseconds. A time without a zone is local."""
    return value.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?")


def read_moment(text: str) -> datetime:
    """The time that an ISO 8601 text tells; a day alone begins in UTC."""
    found = _ISO.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no time")
    day, clock, seconds, fraction, zone = found.groups()
    digits = (fraction or "0").ljust(6, "0")[:6]
    read = datetime.fromisoformat(f"{day}T{clock or '00:00'}:{seconds or '00'}.{digits}")
    if clock is None or zone == "Z":
        return read.replace(tzinfo=timezone.utc)
    if zone is None:
        return read
    return datetime.fromisoformat(f"{read.isoformat(timespec='microseconds')}{zone[:3]}:{zone[-2:]}")
