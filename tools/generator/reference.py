"""Writes the reference pages of calls and error codes, in English and in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import parse
from generator.model import nested
from generator.text import capitalized, field_type, limits, mark, python_type, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import ClassVar

    from generator.model import Body, ErrorCode, Field, Operation, Parameter, Response, Service, States

FOLDER = "docs/reference"


class English:
    """The words of the English pages."""

    chinese = False
    suffix = ""
    intro = (
        "The calls of `{name}`. `Async{name}` has the same as coroutines. Each also takes `timeout=` for this "
        "call. If the client or its token has a project, you can leave out `project_id` and pass the other "
        "arguments by keyword."
    )
    calls = ("Call", "Request", "What it does")
    parameters = ("Parameter", "Required", "Type", "Default", "Description")
    members = ("Key", "Required", "Type", "Default", "Description")
    fields = ("Field", "Type", "Description")
    states = ("Status", "Kind", "Meaning")
    headings = ("Calls", "Responses", "Statuses of a task")
    yes, no = "yes", "no"
    returns = "Returns {link}. {text}"
    page = "Documented by the vendor as *{page}* (“{page_en}”)."
    listed = "The vendor lists the call with method and path, and documents neither parameters nor response."
    pages = "`{iterator}()` takes the same, without `{offset}`, and iterates over all pages."
    body = "Keys of `{name}`; other keys are sent as they are:"
    alias = "`{alias}` is taken, too"
    kinds: ClassVar[dict[str, str]] = {
        "queued": "queued",
        "running": "running",
        "succeeded": "succeeded",
        "failed": "failed",
        "stopped": "stopped",
    }
    attributes = (
        "Each response is a dict with these keys, which are attributes, too. A field that is absent is None as an "
        "attribute, and a KeyError as a key. What a call returns also has the attributes `http_status` and "
        "`request_id`."
    )
    codes_title = "Error codes"
    codes_intro = (
        "What each documented code means, and what to do, in our own words. An exception has both as `meaning` and "
        "`advice`. The HTTP status that a code comes with is given where it is documented."
    )
    codes = "Codes by the part of the service"
    http_status = "HTTP status {status}."
    retry = "The same call may succeed later."
    between_sentences = " "

    @staticmethod
    def title(service: Service) -> str:
        """Returns the title of the page of an API."""
        return service.title_en

    @staticmethod
    def of(thing: object) -> str:
        """Returns the text of a thing of the model."""
        return str(getattr(thing, "en", ""))

    @staticmethod
    def returned(operation: Operation) -> str:
        """Returns what a call returns."""
        return operation.returns_en

    @staticmethod
    def code(code: ErrorCode) -> tuple[str, str, str]:
        """Returns category, meaning and advice of a code."""
        return code.category, code.meaning_en, code.advice_en

    @staticmethod
    def joined(texts: list[str]) -> str:
        """Joins descriptions."""
        return "; ".join(text.rstrip(".:") for text in texts if text) + "."


class Chinese(English):
    """The words of the Chinese pages."""

    chinese = True
    suffix = ".zh-CN"
    intro = (
        "`{name}` 的全部接口，`Async{name}` 以协程方式提供相同的接口。各接口另有 `timeout` 参数，"
        "即一次调用的总时限（秒）。客户端或 Token 已确定项目时，可以不传 `project_id`，此时其余参数须按关键字传入。"
    )
    calls = ("接口", "请求", "功能")
    parameters = ("参数", "是否必选", "类型", "默认值", "描述")
    members = ("字段", "是否必选", "类型", "默认值", "描述")
    fields = ("字段", "类型", "描述")
    states = ("状态", "类别", "含义")
    headings = ("接口", "响应", "任务状态")
    yes, no = "是", "否"
    returns = "返回 {link}。{text}"
    page = "对应华为云文档《{page}》。"
    listed = "华为云文档仅列出该接口的请求方法和路径，未说明参数和返回值。"
    pages = "`{iterator}()` 的参数与之相同（不含 `{offset}`），可遍历全部分页。"
    body = "`{name}` 的字段（其他字段原样发送）："
    alias = "也可写作 `{alias}`"
    kinds: ClassVar[dict[str, str]] = {
        "queued": "排队中",
        "running": "执行中",
        "succeeded": "成功",
        "failed": "失败",
        "stopped": "已停止",
    }
    attributes = (
        "响应是包含下列字段的字典，字段也可按属性访问。字段不存在时，按属性访问返回 None，按键访问抛出 KeyError。"
        "接口直接返回的响应还有 `http_status` 和 `request_id` 属性。"
    )
    codes_title = "错误码"
    codes_intro = (
        "各错误码的含义和处理建议，异常的 `meaning` 和 `advice` 属性提供相同的内容。HTTP 状态码仅在文档中有说明时列出。"
    )
    codes = "按服务模块分类的错误码"
    http_status = "HTTP 状态码 {status}。"
    retry = "稍后重试同一请求可能成功。"
    between_sentences = ""

    @staticmethod
    def title(service: Service) -> str:
        """Returns the title of the page of an API."""
        return service.title_zh

    @staticmethod
    def of(thing: object) -> str:
        """Returns the text of a thing of the model."""
        return str(getattr(thing, "zh", ""))

    @staticmethod
    def returned(operation: Operation) -> str:
        """Returns what a call returns."""
        return operation.returns_zh

    @staticmethod
    def code(code: ErrorCode) -> tuple[str, str, str]:
        """Returns category, meaning and advice of a code."""
        return code.category_zh, code.meaning_zh, code.advice_zh

    @staticmethod
    def joined(texts: list[str]) -> str:
        """Joins descriptions."""
        return "，".join(text.rstrip("。：") for text in texts if text) + "。"


def outputs(root: Path) -> dict[Path, str]:
    """Returns the reference pages.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    codes = parse.error_codes(root)
    files = {}
    for words in (English(), Chinese()):
        for service in parse.services(root):
            if service.resources:
                continue
            files[root / FOLDER / f"{service.outputs.reference}{words.suffix}.md"] = _calls(service, words)
        files[root / FOLDER / f"error-codes{words.suffix}.md"] = _codes(codes, words)
    return files


def _calls(service: Service, words: English) -> str:
    calls, responses, statuses = words.headings
    title, intro = f"# {words.title(service)} {service.version}", words.intro.format(name=service.name)
    parts = [f"<!-- {mark(service.source)} -->", title, intro, f"## {calls}"]
    rows = [
        (f"[`{operation.name}`](#{operation.name})", f"`{operation.method} {operation.path}`", _title(operation, words))
        for operation in service.operations
    ]
    parts.append(table(words.calls, rows))
    for operation in service.operations:
        parts += _operation(operation, service, words)
    parts += [f"## {responses}", words.attributes]
    for response in service.responses.values():
        parts += response_tables(response, service, words)
    for states in service.states.values():
        parts += [f"## {statuses}", words.of(states), states_table(states, words)]
    return "\n\n".join(parts) + "\n"


def _title(operation: Operation, words: English) -> str:
    return words.of(operation).splitlines()[0]


def _operation(operation: Operation, service: Service, words: English) -> list[str]:
    parts = [f"### {operation.name}", words.of(operation), f"`{operation.method} {operation.path}`"]
    page = words.listed if operation.listed_only else words.page.format(page=operation.page, page_en=operation.page_en)
    parts.append(page)
    parts.append(table(words.parameters, [row(parameter, words) for parameter in operation.parameters]))
    for parameter in operation.parameters:
        if parameter.body:
            parts += body_tables(parameter.name, parameter.body, words)
            for inner in nested(parameter.body):
                parts += body_tables(inner.name, inner, words)
    link = object_link(operation.response, "", service, words)
    parts.append(words.returns.format(link=link, text=words.returned(operation)))
    if operation.pages:
        parts.append(words.pages.format(iterator=operation.pages.iterator, offset=operation.pages.offset))
    parts.append(f"```python\n{operation.example.strip()}\n```")
    return parts


def body_tables(name: str, body: Body, words: English) -> list[str]:
    """Returns the table of the members of a body, with what it is of."""
    return [words.body.format(name=name), table(words.members, [row(member, words) for member in body.members])]


def row(parameter: Parameter, words: English) -> tuple[str, ...]:
    """Returns the row of a parameter, or of a member of a body."""
    kind = python_type(parameter)
    if parameter.type == "one-of":
        kind = "str"
    elif parameter.type in {"body", "object"}:
        kind = parameter.body.name if parameter.body else "Mapping"
    elif parameter.items and parameter.items.body:
        kind = f"Sequence[{parameter.items.body.name}]"
    default = "" if parameter.default in {None, ""} else f"`{shown(parameter.default)}`"
    alias = words.alias.format(alias=parameter.alias) if parameter.alias else ""
    limit = limits(parameter, chinese=words.chinese)
    description = words.joined([capitalized(words.of(parameter)), limit, alias])
    return f"`{parameter.name}`", words.yes if parameter.required else words.no, f"`{kind}`", default, description


def response_tables(response: Response, service: Service, words: English) -> list[str]:
    """Returns the section of an object in a response."""
    parts = [f"### {response.name}", words.of(response)]
    if response.fields:
        parts.append(
            table(words.fields, [_field_row(field, response.module, service, words) for field in response.fields])
        )
    return parts


def object_link(name: str, module: str, service: Service, words: English) -> str:
    """Returns a link to the section of an object in a response.

    Args:
        name: Its name.
        module: The resource of the page that has the link.
        service: The API.
        words: The words of the page.

    Returns:
        The link, or the name alone if no page has a section for it.
    """
    response = service.responses.get(name)
    if response is None or (response.by_hand and service.resources):
        return f"`{name}`"
    page = "" if response.module == module or not service.resources else f"{response.module}{words.suffix}.md"
    return f"[`{name}`]({page}#{name.lower()})"


def _field_row(field: Field, module: str, service: Service, words: English) -> tuple[str, ...]:
    kind = f"`{field_type(field)}`"
    if field.type == "list" and field.items in service.responses:
        kind = f"list[{object_link(field.items, module, service, words)}]"
    elif field.type == "object":
        kind = object_link(field.of, module, service, words)
    elif field.type == "state":
        kind = f"`{field.states}`"
    return f"`{field.name}`", kind, words.of(field)


def states_table(states: States, words: English) -> str:
    """Returns the table of states."""
    rows = []
    for kind, label in words.kinds.items():
        rows += [(f"`{state.value}`", label, words.of(state)) for state in states.kinds[kind].values()]
    return table(words.states, rows)


def _codes(codes: list[ErrorCode], words: English) -> str:
    # A section for each code, so that a search for one leads to it.
    parts = [f"<!-- {mark(parse.CODES)} -->", f"# {words.codes_title}", words.codes_intro, f"## {words.codes}"]
    categories: dict[str, list[ErrorCode]] = {}
    for code in sorted(codes, key=lambda code: (code.code.startswith("APIG"), code.code)):
        # The Chinese name of a category is Latin if it is an abbreviation, like OBS.
        name = code.category_zh if code.category_zh.isascii() else words.code(code)[0].replace("_", " ")
        categories.setdefault(name, []).append(code)
    for category, members in categories.items():
        parts.append(f"### {capitalized(category)}")
        for code in members:
            _, meaning, advice = words.code(code)
            sentences = words.between_sentences.join(filter(None, (advice, *_outcome(code, words))))
            # The blank ends the bold text also for parsers that don't know Chinese punctuation.
            parts += [f"#### {code.code}", f"**{meaning}** {sentences}".rstrip()]
    return "\n\n".join(parts) + "\n"


def _outcome(code: ErrorCode, words: English) -> Iterator[str]:
    if code.http_status:
        yield words.http_status.format(status=code.http_status)
    if code.retry:
        yield words.retry


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Returns a table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
