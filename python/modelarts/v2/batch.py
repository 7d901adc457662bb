"""The outcome of a batch: what the response says of each of its items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelarts._modelarts import explain, kind_of_code
from modelarts.errors import MAX_FAILURES, BatchError
from modelarts.language import joined, message_in
from modelarts.text import excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from modelarts.responses import Response

__all__ = ["batch_error"]

# What names an item, and the result of one.
_NAMES = ("sample_id", "name")


def batch_error(operation: str, response: Response, items: Sequence[Any]) -> BatchError | None:
    """Returns the exception for a batch that failed as a whole or in part; None if all of it went well.

    Args:
        operation: The call.
        response: Its response.
        items: The items of the request.
    """
    results = list(response.get("results") or [])
    refused = [result for result in results if _is_refused(result)]
    if not refused and not _is_refused(response):
        return None
    names = [_name(item) or str(item) for item in items]
    places = _places(results, names)
    unknown = set(range(len(names))) - set(places)
    failures = []
    if refused:
        for place, result in zip(places, results):
            if _is_refused(result):
                failures.append(_failure(place, _name(result) if place is None else names[place], result))
    else:
        # The response does not name the items; what has no result of its own was refused with the rest.
        places = places if unknown else []
        failures = [_failure(place, names[place], response) for place in sorted(unknown or range(len(names)))]
        unknown = set()
    accepted = {place for place, result in zip(places, results) if place is not None and not _is_refused(result)}
    failures.sort(key=lambda failure: len(names) if failure["index"] is None else failure["index"])
    return BatchError(
        _message(operation, failures, (len(unknown), len(names)), response._language),
        failures=failures,
        succeeded=[names[place] for place in sorted(accepted)],
        unknown=[names[place] for place in sorted(unknown)],
        response=response,
        operation=operation,
        **_first_reason(failures, response._language),
    )


def _is_refused(result: Mapping[str, Any]) -> bool:
    """Returns whether the service says so of an item, or of the batch; some only give a code."""
    success = result.get("success")
    return success is False or (success is None and result.get("error_code") is not None)


def _places(results: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[int | None]:
    """Returns the place of the item of each result; None where the response doesn't say which it is.

    A result belongs to the item that it names. One without a name belongs to the item in its place, if there are
    as many results as items.
    """
    free: dict[str, list[int]] = {}
    for place in range(len(names) - 1, -1, -1):
        free.setdefault(names[place], []).append(place)
    places: list[int | None] = []
    for result in results:
        # The service puts the folder before the name of a sample.
        rest: str | None = _name(result)
        while rest and not free.get(rest):
            rest = rest.partition("/")[2]
        places.append(free[rest].pop() if rest else None)
    if len(results) == len(names):
        taken = set(places)
        for index, result in enumerate(results):
            if _name(result) is None and index not in taken:
                places[index] = index
    return places


def _name(item: Any) -> str | None:
    if not hasattr(item, "get"):
        return str(item)
    found = next((item.get(key) for key in _NAMES if item.get(key)), None)
    return None if found is None else str(found)


def _failure(place: int | None, name: str | None, result: Mapping[str, Any]) -> dict[str, Any]:
    code, text = result.get("error_code"), result.get("error_msg")
    return {"index": place, "item": name, "error_code": code, "error_msg": text}


def _message(
    operation: str, failures: Sequence[Mapping[str, Any]], unknown_of_all: tuple[int, int], language: str | None
) -> str:
    unknown, count = unknown_of_all
    if unknown:
        head = message_in(
            language,
            "{operation}: {count} of {all} items were refused, and of {unknown} the outcome is unknown",
            operation=operation,
            count=len(failures),
            all=count,
            unknown=unknown,
        )
    else:
        head = message_in(
            language,
            "{operation}: {count} of {all} items were refused",
            operation=operation,
            count=len(failures),
            all=count,
        )
    shown = [_refusal(failure, language) for failure in failures[:MAX_FAILURES]]
    rest = len(failures) - MAX_FAILURES
    if rest > 0:
        shown.append(message_in(language, "and {count} more (`failures` has all)", count=rest))
    return joined(language, [head, joined(language, shown, "; ")], ": ")


def _refusal(failure: Mapping[str, Any], language: str | None) -> str:
    item, code, text = failure["item"], failure.get("error_code"), failure.get("error_msg")
    said = joined(language, [excerpt(str(part)) for part in (code, text) if part], ": ")
    name = message_in(language, "an item without a name") if item is None else excerpt(str(item))
    return f"{name} ({said or message_in(language, 'no reason given')})"


def _first_reason(failures: Sequence[Mapping[str, Any]], language: str | None) -> dict[str, Any]:
    """Returns the details of the first refusal, explained."""
    first = failures[0] if failures else {}
    code = first.get("error_code")
    meaning, advice = explain(str(code), language) or (None, None)
    return {
        "error_code": code,
        "error_msg": first.get("error_msg"),
        "meaning": meaning,
        "advice": advice,
        "retryable": kind_of_code(str(code))[1],
    }
