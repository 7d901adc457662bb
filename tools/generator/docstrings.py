"""What the classes of all APIs say in the same words: arguments, errors, imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.text import documentation, wrapped

if TYPE_CHECKING:
    from generator.model import Operation, Parameter

LINE = 120
TIMEOUT_TEXT = (
    'The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s"; None for no limit. '
    "Without it, the client's."
)
ATTEMPT_TIMEOUT_TEXT = TIMEOUT_TEXT.replace("this call", "each attempt that `retry_busy` makes")
EACH_TIMEOUT_TEXT = TIMEOUT_TEXT.replace("this call", "each call")

# What confirms a call besides the documents.
CONFIRMED = {
    "code": "Confirmed by public clients that send it: {clients}.",
    "path": "Confirmed in its method and path by public clients: {clients}; the rest is known from the documents.",
    "documents": "Known from the documents alone; no public client is known to send it.",
}


def arguments(parameters: list[Parameter]) -> list[str]:
    """Returns the documentation of the arguments of a method.

    Args:
        parameters: the parameters.

    Returns:
        The paragraphs.
    """
    return [argument(parameter.name, documentation(parameter)) for parameter in parameters]


def argument(name: str, text: str) -> str:
    """Returns the documentation of an argument or an error.

    Args:
        name: its name.
        text: what it is.

    Returns:
        A paragraph.
    """
    return wrapped(f"{name}: {text}", " " * 12, "    ")


def errors(operation: Operation) -> list[str]:
    """Returns the documentation of what a call raises.

    Args:
        operation: the call.

    Returns:
        The paragraphs.
    """
    broken = "in spite of retries" if operation.is_idempotent else "whether the service acted is not known"
    separator = "," if operation.is_idempotent else ";"
    raised = {
        "InvalidParameterError": "An argument is invalid; nothing was sent.",
        "ApiException": "The service refused the call; the subclass says why (`NotFoundError`, …).",
    }
    if operation.batch:
        raised["BatchError"] = "The service refused some or all of the items."
    raised |= {
        "ConnectError": f"The connection failed{separator} {broken}.",
        "RequestTimeoutError": "The timeout expired.",
        "DecodeError": "The response can't be read.",
        "ConfigError": "The client is closed.",
    }
    return [argument(name, text) for name, text in raised.items()]


def import_line(module: str, names: list[str], indent: str = "", noqa: str = "") -> str:
    """Returns the import of names from a module, in as many lines as it takes.

    Args:
        module: the module.
        names: the names; without any, nothing is returned.
        indent: what each line begins with.
        noqa: a comment for ruff.

    Returns:
        The code.
    """
    if not names:
        return ""
    comment = f"  # noqa: {noqa}" if noqa else ""
    line = f"{indent}from {module} import {', '.join(names)}{comment}\n"
    if len(line) <= LINE:
        return line
    listed = "".join(f"{indent}    {name},\n" for name in names)
    return f"{indent}from {module} import ({comment}\n{listed}{indent})\n"
