"""Checks that the parts of the service model fit together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model import Field, Operation, Pages, Service

# What can confirm a call besides the documents.
CONFIRMED = ("code", "path", "documents")
ITEMS = ("text", "integer", "number", "boolean", "mapping", "any")


def check_names(read: list[Service], sources: str) -> None:
    """Checks that no name is declared twice.

    Args:
        read: all APIs.
        sources: their files, for the error.

    Raises:
        ValueError: a name is declared twice.
    """
    plain = [one for one in read if not one.resources]
    for kind, names in {
        "API": [one.name for one in read],
        "call": [operation.name for one in read for operation in one.operations],
        "body": [name for one in plain for name in one.bodies],
        "response": [name for one in plain for name, entry in one.responses.items() if not entry.by_hand],
        "states": [name for one in plain for name in one.states],
        "module of responses": [module for one in plain for module in one.modules],
        "output rust": [one.outputs.rust for one in read],
        "output python": [one.outputs.python for one in read],
        "output reference": [one.outputs.reference for one in read],
    }.items():
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"{sources}: {kind} {', '.join(twice)} is declared twice")


def check(read: Service) -> None:
    """Checks an API.

    Args:
        read: the API; the classes of items of pages are filled in.

    Raises:
        ValueError: a part of it names another that is not there.
    """
    names = [*read.bodies, *read.states, *read.responses, *read.enumerations]
    if both := {name for name in names if names.count(name) > 1}:
        raise ValueError(
            f"{', '.join(sorted(both))}: a body, a response, an enumeration and states need names of their own"
        )
    modules = [(one.name, one.module) for one in read.responses.values() if not one.by_hand]
    modules += [(one.name, one.module) for one in read.states.values()]
    for name, module in modules:
        if module not in read.modules:
            raise ValueError(f"{name}: unknown module {module}; [modules] has {', '.join(read.modules)}")
    for response in read.responses.values():
        for one in response.fields:
            _check_field(f"{response.name}.{one.name}", one, read)
    for operation in read.operations:
        _check_operation(operation, read)
    if not read.resources and len([operation for operation in read.operations if operation.states]) > 1:
        raise ValueError("more than one call has states")


def _check_field(place: str, one: Field, read: Service) -> None:
    if not read.resources and (one.confidential or one.attribute or one.enumeration):
        raise ValueError(f"{place}: only fields of an API with resources are confidential or have an attribute")
    if one.confidential not in {"", "password", "url"}:
        raise ValueError(f"{place}: unknown kind of confidential text")
    if one.type == "list" and one.items not in {*ITEMS, *read.responses}:
        raise ValueError(f"{place}: unknown items {one.items}")
    if one.type == "object" and one.of not in read.responses:
        raise ValueError(f"{place}: unknown class {one.of}")
    if one.type == "state" and one.states not in read.states:
        raise ValueError(f"{place}: unknown states {one.states}")
    if one.enumeration and one.enumeration not in read.enumerations:
        raise ValueError(f"{place}: unknown enumeration {one.enumeration}")
    if not (one.attribute or one.name).isidentifier():
        raise ValueError(f"{place}: it is no name in Python; give it an attribute")


def _check_operation(operation: Operation, read: Service) -> None:
    in_path = [parameter.name for parameter in operation.parameters if parameter.place == "path"]
    if sorted(in_path) != sorted(re.findall(r"{(\w+)}", operation.path)):
        raise ValueError(f"{operation.name}: its path has other parameters")
    if operation.response not in read.responses:
        raise ValueError(f"{operation.name}: unknown response {operation.response}")
    if operation.states and operation.states not in read.states:
        raise ValueError(f"{operation.name}: unknown states {operation.states}")
    if operation.starts_task and read.polled is None:
        raise ValueError(f"{operation.name}: it starts a task, and no call of this API has states")
    if read.resources:
        _check_method(operation)
    if operation.waits:
        polled = next((one for one in read.operations if operation.waits.poll == one.name), None)
        if polled is None or not states_of(polled, read):
            raise ValueError(f"{operation.name}: it waits for {operation.waits.poll}, which has no states")
    if operation.pages:
        _check_pages(operation, operation.pages, read)


def _check_method(operation: Operation) -> None:
    if operation.confirmed not in CONFIRMED or not operation.documented:
        raise ValueError(f"{operation.name}: documented or confirmed is missing or unknown")
    if operation.batch and not any(one.type == "list" for one in operation.parameters):
        raise ValueError(f"{operation.name}: a batch needs a list of items")
    if operation.pages and operation.pages.filters:
        raise ValueError(f"{operation.name}: the pages of a resource have no filters")


def _check_pages(operation: Operation, pages: Pages, read: Service) -> None:
    fields = {one.name: one for one in read.responses[operation.response].fields}
    names = {parameter.name for parameter in operation.parameters}
    if unknown := {pages.offset, pages.limit, *pages.filters} - names:
        raise ValueError(f"{operation.name}: its pages name unknown parameters: {', '.join(sorted(unknown))}")
    if pages.total not in {"", *fields} or pages.items not in fields or fields[pages.items].items not in read.responses:
        raise ValueError(f"{operation.name}: its pages name unknown fields: {pages.items} or {pages.total}")
    pages.item_class = fields[pages.items].items


def states_of(operation: Operation, read: Service) -> str:
    """Returns the name of the states of the work that a call reports on, or nothing.

    Args:
        operation: the call.
        read: its API.

    Returns:
        What the call names or, of a resource, its response does, if it is of the base `Work`.
    """
    if operation.states or not read.resources:
        return operation.states
    response = read.responses[operation.response]
    if response.base != "Work":
        return ""
    fields = response.fields
    return next((one.states for one in fields if one.type == "state"), "")
