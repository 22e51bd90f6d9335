"""Requests held against the published methods and aiogram's models: nothing missing, nothing unknown, right types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import methods
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, ValidationError

from tests.botapi.signatures import parameter_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.botapi.log import Call

_MODELS: dict[str, type[TelegramMethod[Any]]] = {
    model.__api_method__: model
    for model in vars(methods).values()
    if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}


def request_faults(calls: Iterable[Call]) -> list[str]:
    """Tell what is wrong with the calls, each thing once."""
    faults = (fault for call in calls if call.method in _MODELS for fault in _faults(call.method, call.params))
    return list(dict.fromkeys(faults))


def _faults(method: str, params: dict[str, Any]) -> Iterator[str]:
    given = {name: "attach://file" if isinstance(value, bytes) else value for name, value in params.items()}
    yield from parameter_faults(method, params)
    try:
        model = _MODELS[method].model_validate(given)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            yield f"{method}: {'.'.join(map(str, problem['loc']))}: {problem['msg']}"
        return
    for path in _unknown(model, method):
        yield f"{path}: no such field"


def _unknown(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from (f"{path}.{name}" for name in value.model_extra or {})
        for name in value.model_fields_set:
            yield from _unknown(getattr(value, name, None), f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _unknown(item, path)
