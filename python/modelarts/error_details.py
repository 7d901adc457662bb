"""The parts of an exception: what failed, and code, meaning and advice, each with a name."""

from __future__ import annotations

from modelarts.language import message_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

__all__ = ["details", "headline"]

_MAX_ERRORS = 20


def headline(error: Any) -> str:
    """Returns what failed.

    Args:
        error: The exception.

    Returns:
        Its message, without what `details` returns.
    """
    problems = getattr(error, "problems", ())
    if error._summary is not None:
        return str(error._summary)
    if len(problems) > 1:
        return message_in(_language(error), "{count} arguments are invalid", count=len(problems))
    if getattr(error, "http_status", None) is None or not hasattr(error, "operation") or hasattr(error, "failures"):
        return str(error)
    http = " ".join(str(part) for part in ("HTTP", error.http_status, error.reason) if part)
    if error.operation is None:
        return http
    return message_in(_language(error), "{operation} failed: {http}", operation=error.operation, http=http)


def details(error: Any) -> list[tuple[str, str]]:
    """Returns the details of an exception beside what failed.

    Args:
        error: The exception.

    Returns:
        A name and a text each, such as the error code and what to do; the name may be empty.
    """
    return [(name, str(text)) for name, text in _all_details(error) if text]


def _all_details(error: Any) -> Iterator[tuple[str, object]]:
    language = _language(error)
    if hasattr(error, "exceptions"):
        for one in error.exceptions[:_MAX_ERRORS]:
            yield type(one).__name__, headline(one)
            yield from (("", f"{name}: {text}" if name else text) for name, text in details(one))
    elif len(problems := getattr(error, "problems", ())) > 1:
        yield from (("", problem) for problem in problems)
    elif getattr(error, "task", None) is not None and hasattr(error, "error_code"):
        failures = error.task.failures
        for one in failures[:_MAX_ERRORS] if len(failures) > 1 else [error]:
            yield from _explanation(one, language)
    elif getattr(error, "http_status", None) is not None and hasattr(error, "operation"):
        yield from _explanation(error, language)
        if error.retry_after is not None:
            seconds = f"{error.retry_after:g}"
            yield message_in(language, "retry after"), message_in(language, "{seconds} s", seconds=seconds)
        if error.attempts > 1:
            yield message_in(language, "attempts"), error.attempts
        yield message_in(language, "request id"), error.request_id


def _explanation(error: Any, language: str | None) -> Iterator[tuple[str, object]]:
    if hasattr(error, "explain"):
        meaning, advice = error.explain(language) or (None, None)
    else:
        meaning, advice = error.meaning, error.advice
    yield message_in(language, "code"), error.error_code
    yield message_in(language, "message"), error.error_msg
    yield message_in(language, "meaning"), meaning
    yield message_in(language, "advice"), advice


def _language(error: Any) -> str | None:
    """Returns the language of the client that the exception is of; None if there is none."""
    if getattr(error, "exceptions", ()):
        return _language(error.exceptions[0])
    response = getattr(error, "response", None) or getattr(error, "task", None)
    return getattr(response, "_language", None)
