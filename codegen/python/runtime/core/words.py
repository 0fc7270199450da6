"""Words of the type system that Python got after 3.9. The same text for every plan. Do not edit."""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Mapping as Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from typing import Callable as Callable
from typing import Literal as Literal
from typing import NoReturn as NoReturn
from typing import Optional as Optional
from typing import TypedDict as TypedDict
from typing import Union as Union
from typing import overload as overload

from .wire import LeftOut as LeftOut

if sys.version_info >= (3, 11):
    from typing import NotRequired as NotRequired
    from typing import Unpack as Unpack
elif TYPE_CHECKING:
    from typing_extensions import NotRequired as NotRequired  # pyright: ignore[reportMissingModuleSource]
    from typing_extensions import Unpack as Unpack  # pyright: ignore[reportMissingModuleSource]
else:

    class _Bare:
        def __class_getitem__(cls, item: Any) -> Any:
            return item

    NotRequired = Unpack = _Bare

if TYPE_CHECKING:
    from typing_extensions import deprecated as deprecated  # pyright: ignore[reportMissingModuleSource]
else:

    def deprecated(message):
        """Warns whoever calls the function; type checkers see the decorator of PEP 702 in its place."""

        def mark(function):
            @functools.wraps(function)
            def warned(*args, **kwargs):
                warnings.warn(message, DeprecationWarning, stacklevel=2)
                return function(*args, **kwargs)

            return warned

        return mark


_Item = TypeVar("_Item")

Array = Union[list[_Item], tuple[_Item, ...]]
"""A list on the wire."""
