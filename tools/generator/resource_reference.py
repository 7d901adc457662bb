"""Writes the reference pages of APIs with resources: one for each resource, and one that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import parse
from generator.docstrings import CONFIRMED
from generator.model import nested
from generator.reference import Chinese, English, body_tables, object_link, response_tables, row, states_table, table
from generator.text import mark, shown

if TYPE_CHECKING:
    from pathlib import Path
    from typing import ClassVar

    from generator.model import Operation, Resource, Service

FOLDER = "docs/reference"


class _English(English):
    """The words of the English pages."""

    resources = ("Resource", "What it is for")
    methods = ("Method", "Request", "What it does")
    intro_of_api = (
        "Each resource is an attribute of `{name}`, and of `Async{name}`, whose methods are coroutines. Ids that "
        "are in the path are passed by place, everything else by keyword. Each method also takes `project_id=`, "
        "by default the client's, and `timeout=`; a method that writes takes `retry_busy=`."
    )
    enumerations = ("Member", "Value", "Meaning")
    headings_of_resource = ("Methods", "Responses", "Enumerations")
    documented = "Documented as {documented}: *{page_en}*, {page}."
    iterator = "`{iterator}()` takes the same, without `{limit}`, and yields each `{item}` of all pages."
    waits = "`wait()` of the response waits for the work by `{poll}`."
    confirmed: ClassVar[dict[str, str]] = CONFIRMED
    shared = "Objects of several resources"
    body_of = "The keys of `{name}`:"


class _Chinese(_English, Chinese):
    """The words of the Chinese pages."""

    chinese = True
    suffix = ".zh-CN"
    resources = ("资源", "用途")
    methods = ("方法", "请求", "功能")
    intro_of_api = (
        "每个资源都是 `{name}` 的属性；`Async{name}` 提供相同的方法，以协程方式调用。路径中的 ID 按位置传入，其余参数"
        "均按关键字传入。各方法另有 `project_id`（缺省为客户端的项目）和 `timeout` 参数；写操作还支持 `retry_busy`。"
    )
    enumerations = ("成员", "取值", "含义")
    headings_of_resource = ("方法", "响应", "枚举")
    documented = "对应接口 {documented}：{page}（*{page_en}*）。"
    iterator = "`{iterator}()` 的参数与之相同（不含 `{limit}`），逐页返回全部 `{item}`。"
    waits = "响应的 `wait()` 通过 `{poll}` 等待操作结束。"
    confirmed: ClassVar[dict[str, str]] = {
        "code": "已有公开的客户端调用：{clients}。",
        "path": "请求方法和路径已由公开的客户端证实：{clients}。",
        "documents": "仅见于文档。",
    }
    shared = "多个资源共用的对象"
    body_of = "`{name}` 的字段："


def outputs(root: Path) -> dict[Path, str]:
    """Returns the reference pages.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    files = {}
    for service in parse.services(root):
        if not service.resources:
            continue
        name = service.outputs.reference
        for words in (_English(), _Chinese()):
            files[root / FOLDER / f"{name}{words.suffix}.md"] = _index(service, words)
            for resource in service.resources:
                path = root / FOLDER / name / f"{resource.resource}{words.suffix}.md"
                files[path] = _page(resource, service, words)
            files[root / FOLDER / name / f"shared{words.suffix}.md"] = _shared(service, words)
    return files


def _index(service: Service, words: _English) -> str:
    folder = service.outputs.reference
    parts = [
        f"<!-- {mark(service.source)} -->",
        f"# {words.title(service)} {service.version}",
        words.of(service),
        words.intro_of_api.format(name=service.name),
    ]
    rows = [
        (f"[`{one.resource}`]({folder}/{one.resource}{words.suffix}.md)", words.of(one)) for one in service.resources
    ]
    rows.append((f"[{words.shared}]({folder}/shared{words.suffix}.md)", ""))
    parts.append(table(words.resources, rows))
    return "\n\n".join(parts) + "\n"


def _page(resource: Resource, service: Service, words: _English) -> str:
    methods, responses, enumerations = words.headings_of_resource
    parts = [f"<!-- {mark(resource.source)} -->", f"# `{resource.resource}`", words.of(resource), f"## {methods}"]
    rows = [
        (
            f"[`{one.python_name}`](#{one.python_name})",
            f"`{one.method} {one.path}`",
            words.of(one).splitlines()[0],
        )
        for one in resource.operations
    ]
    parts.append(table(words.methods, rows))
    for operation in resource.operations:
        parts += _operation(operation, resource.resource, service, words)
    parts += _objects(resource.resource, responses, service, words)
    parameters = [one for operation in resource.operations for one in operation.parameters]
    used = {one.enumeration.name for one in parameters if one.enumeration}
    if used:
        parts.append(f"## {enumerations}")
        parts += _enumerations(used, service, words)
    return "\n\n".join(parts) + "\n"


def _operation(operation: Operation, module: str, service: Service, words: _English) -> list[str]:
    parts = [f"### {operation.python_name}", words.of(operation), f"`{operation.method} {operation.path}`"]
    documented = words.documented.format(
        documented=operation.documented, page=operation.page, page_en=operation.page_en
    )
    confirmed = words.confirmed[operation.confirmed].format(clients=", ".join(operation.clients))
    parts.append(f"{documented} {confirmed}" if not words.chinese else f"{documented}{confirmed}")
    parts.append(table(words.parameters, [row(one, words) for one in operation.parameters]))
    bodies = []
    for parameter in operation.parameters:
        inner = parameter.object_body
        if inner and inner not in bodies:
            bodies += [inner, *(one for one in nested(inner) if one not in bodies)]
    for body in bodies:
        parts += body_tables(body.name, body, words)
    link = object_link(operation.response, module, service, words)
    parts.append(words.returns.format(link=link, text=words.returned(operation)))
    if operation.waits:
        parts.append(words.waits.format(poll=operation.waits.poll))
    if operation.pages:
        item = operation.pages.item_class if words.chinese else f"{operation.pages.item_en}s"
        parts.append(words.iterator.format(iterator=operation.pages.iterator, limit=operation.pages.limit, item=item))
    parts.append(f"```python\n{operation.example.strip()}\n```")
    return parts


def _objects(module: str, heading: str, service: Service, words: _English) -> list[str]:
    responses = [one for one in service.responses.values() if one.module == module and not one.by_hand]
    states = [one for one in service.states.values() if one.module == module]
    parts = [f"## {heading}", words.attributes] if responses else []
    for response in responses:
        parts += response_tables(response, service, words)
    for one in states:
        parts += [f"### {one.name}", words.of(one), states_table(one, words)]
    return parts


def _shared(service: Service, words: _English) -> str:
    parts = [f"<!-- {mark(service.source)} -->", f"# {words.shared}"]
    parts += _objects("shared", words.headings_of_resource[1], service, words)
    parts.append(f"## {words.headings_of_resource[2]}")
    parts += _enumerations(set(service.enumerations), service, words)
    return "\n\n".join(parts) + "\n"


def _enumerations(names: set[str], service: Service, words: _English) -> list[str]:
    parts = []
    for one in service.enumerations.values():
        if one.name in names:
            rows = [(f"`{name}`", f"`{shown(word.value)}`", words.of(word)) for name, word in one.values.items()]
            parts += [f"### {one.name}", words.of(one), table(words.enumerations, rows)]
    return parts
