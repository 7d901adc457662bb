"""Writes what follows from the table of settings: Rust table, `create_client`, `ApiClient`, reference pages."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from generator.text import formatted, mark, quoted, used, wrapped

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "api/settings.toml"
MARK = mark(SOURCE)
WIDTH = 100

RUST_SOURCES = {
    "context": "Context",
    "cluster": "Cluster",
    "user": "User",
    "credentials": "Profile",
}
OPENSTACK = "openstack."
PYTHON_TYPES = {
    "text": "str",
    "secret": "str",
    "one-of": "str",
    "language": "str",
    "path": "str | PathLike[str]",
    "boolean": "bool",
    "seconds": "float | str | timedelta",
    "count": "int",
    "poll": "Poll",
}
CHINESE_TYPES = {
    "text": "文本",
    "secret": "密文",
    "one-of": "枚举",
    "language": "语言",
    "path": "路径",
    "boolean": "布尔",
    "seconds": "秒",
    "count": "整数",
    "poll": "`Poll`",
}
RUST_TYPES = {
    "text": "Arc<str>",
    "secret": "SecretString",
    "one-of": "Arc<str>",
    "language": "Arc<str>",
    "path": "PathBuf",
    "boolean": "bool",
    "seconds": "Option<Duration>",
}
KEYS = {
    "type",
    "sources",
    "default",
    "positional",
    "credential",
    "option",
    "combined",
    "min",
    "max",
    "choices",
    "example",
    "en",
    "zh",
    "else_en",
    "else_zh",
}


@dataclass
class Setting:
    """A setting, as the table declares it."""

    name: str
    type: str
    sources: list[str]
    en: str
    zh: str
    default: Any = None
    positional: bool = False
    credential: bool = False
    option: bool = False
    combined: bool = False
    min: int = 0
    max: float | None = None
    choices: tuple[str, ...] = ()
    example: str = "…"
    else_en: str = ""
    else_zh: str = ""

    @property
    def is_argument(self) -> bool:
        """Whether `create_client` has a parameter for it."""
        return "argument" in self.sources

    @property
    def is_read_as_declared(self) -> bool:
        """Whether its value is that of its first source, and needs no other."""
        return not self.combined and not self.credential and self.type != "poll"

    @property
    def rust_type(self) -> str:
        """The type of its field."""
        if self.type == "count":
            return "usize" if self.max is None else "u32"
        return RUST_TYPES[self.type] if self.has_value else f"Option<{RUST_TYPES[self.type]}>"

    @property
    def has_value(self) -> bool:
        """Whether it has a value in any case."""
        return self.default is not None

    @property
    def is_secret(self) -> bool:
        """Whether its value may hold a secret; people put passwords into addresses."""
        return self.type == "secret" or self.name.endswith("endpoint")

    @property
    def only_argument(self) -> bool:
        """Whether the default is in the signature of `create_client`."""
        return self.sources == ["argument"]

    @property
    def python_type(self) -> str:
        """The type of the parameter."""
        text = PYTHON_TYPES[self.type]
        is_optional = not self.only_argument or self.type in {"text", "one-of", "language", "seconds", "poll"}
        return f"{text} | None" if is_optional else text

    @property
    def python_default(self) -> str:
        """The default of the parameter."""
        if not self.only_argument or self.default is None:
            return "None"
        return f"{self.default:_}" if self.type == "count" else repr(self.default)


def read(root: Path) -> list[Setting]:
    """Reads the table.

    Args:
        root: the repository.

    Returns:
        The settings, in the order of the table.

    Raises:
        ValueError: an entry has an unknown key, type or source.
    """
    settings = []
    for name, entry in tomllib.loads((root / SOURCE).read_text(encoding="utf-8")).items():
        if unknown := entry.keys() - KEYS:
            raise ValueError(f"{SOURCE}: {name} has unknown keys: {', '.join(sorted(unknown))}")
        if entry["type"] not in PYTHON_TYPES:
            raise ValueError(f"{SOURCE}: {name} has an unknown type: {entry['type']}")
        setting = Setting(name=name, **entry)
        is_text = setting.type in {"text", "secret", "path", "one-of", "language", "seconds"}
        rust_sources(setting)
        for source in setting.sources:
            if not is_text and source.startswith(("$", "credentials.")):
                raise ValueError(f"{SOURCE}: {name} is not text, so it can't come from {source}")
        settings.append(setting)
    return settings


def rust_sources(setting: Setting) -> list[str]:
    """Returns the sources as the Rust table has them: neighbours of OpenStack as all variables, then all keys."""
    sources: list[str] = []
    for is_openstack, group in groupby(setting.sources, lambda source: source.startswith(OPENSTACK)):
        if not is_openstack:
            sources += (rust_source(setting, source) for source in group)
            continue
        keys = [source.removeprefix(OPENSTACK) for source in group]
        sources += (f"({source}, {quoted(key)})" for source in ("OpenStackVariable", "Clouds") for key in keys)
    return sources


def rust_source(setting: Setting, source: str) -> str:
    """Returns a source as the Rust table has it."""
    if source == "argument":
        return f"(Argument, {quoted(setting.name)})"
    if source.startswith("$"):
        return f"(Variable, {quoted(source[1:])})"
    place, dot, key = source.partition(".")
    if not dot or place not in RUST_SOURCES:
        raise ValueError(f"{SOURCE}: {setting.name} has an unknown source: {source}")
    return f"({RUST_SOURCES[place]}, {quoted(key)})"


def rust_kind(setting: Setting) -> str:
    """Returns the kind of a setting, with limits and default, as the Rust table has it."""
    default = setting.default
    if setting.type in {"text", "path"}:
        text = "None" if default is None else f"Some({quoted(default)})"
        return f"Kind::{setting.type.capitalize()} {{ default: {text} }}"
    if setting.type == "boolean":
        return f"Kind::Boolean {{ default: {str(default).lower()} }}"
    if setting.type == "seconds":
        return f"Kind::Seconds {{ max: {setting.max!r}, default: {default!r} }}"
    if setting.type == "count":
        most = "i64::MAX" if setting.max is None else f"{setting.max:_}"
        return f"Kind::Count {{ min: {setting.min:_}, max: {most}, default: {default:_} }}"
    if setting.type == "one-of":
        return f"Kind::OneOf(&[{', '.join(map(quoted, setting.choices))}])"
    return f"Kind::{setting.type.capitalize()}"


def rust_table(settings: list[Setting]) -> str:
    """Returns the Rust file with a static for each setting and the list of all."""
    parts = [
        f"//! The settings of a client.\n//!\n//! {MARK}\n\n",
        "use crate::api::setting::Source::{\n",
        "    Argument, Cluster, Clouds, Context, OpenStackVariable, Profile, User, Variable,\n};\n",
        "use crate::api::setting::{Kind, Setting};\n\n",
    ]
    for setting in settings:
        sources = ", ".join(rust_sources(setting))
        parts.append(
            f"{rust_documentation(setting)}\n"
            f"pub static {setting.name.upper()}: Setting = Setting {{\n"
            f"    name: {quoted(setting.name)},\n"
            f"    kind: {rust_kind(setting)},\n"
            f"    sources: &[{sources}],\n"
            f"    credential: {str(setting.credential).lower()},\n"
            f"    example: {quoted(setting.example)},\n"
            "};\n\n"
        )
    names = "".join(f"    &{setting.name.upper()},\n" for setting in settings)
    parts.append("/// All settings, in the order of the parameters of `create_client`.\n")
    parts.append(f"pub static SETTINGS: &[&Setting] = &[\n{names}];\n")
    return formatted("".join(parts))


def rust_documentation(setting: Setting, indent: str = "") -> str:
    """Returns the documentation of a setting in Rust, where an address is code, so that it is no link."""
    return wrapped(re.sub(r'"(https?://[^"]+)"', r"`\1`", setting.en), f"{indent}/// ", width=WIDTH)


def rust_values(settings: list[Setting]) -> str:
    """Returns the Rust file with the settings that are read as they are declared, each with its value."""
    declared = [setting for setting in settings if setting.is_read_as_declared]
    values = [setting for setting in declared if not setting.option]
    options = [setting for setting in declared if setting.option]
    changes = "".join(
        f"{setting.name}: changed(&{setting.name.upper()}, arguments, self.{setting.name})?,\n" for setting in options
    )
    body = (
        "/// The settings of a client, but for its credential, endpoints, certificates and proxy.\n"
        f"{rust_struct('Values', values, copy=False)}"
        "/// The settings of calls, which copies of a client may have others of.\n"
        f"{rust_struct('CallOptions', options, copy=True)}"
        "impl CallOptions {\n"
        "    /// Returns the options with those changed that the arguments have.\n"
        "    ///\n"
        "    /// # Errors\n"
        "    /// [`Error::Config`] if a value does not fit its type.\n"
        "    pub fn with(&self, arguments: &Arguments) -> Result<Self, Error> {\n"
        f"        Ok(Self {{ {changes} }})\n"
        "    }\n"
        "}\n\n"
        "fn changed<T: Typed>(setting: &Setting, arguments: &Arguments, value: T) -> Result<T, Error> {\n"
        "    match arguments.get(setting.name) {\n"
        "        Some(value) => T::of_setting(setting, value.clone()),\n"
        "        None => Ok(value),\n"
        "    }\n"
        "}\n"
    )
    names = ", ".join(setting.name.upper() for setting in declared)
    imports = {"PathBuf": "std::path::PathBuf", "Arc": "std::sync::Arc", "Duration": "std::time::Duration"}
    head = (
        f"//! The settings that are read as they are declared.\n//!\n//! {MARK}\n\n"
        + "".join(f"use {imports[name]};\n" for name in used(body, imports))
        + "\nuse super::arguments::Arguments;\n"
        "use super::settings_reader::SettingsReader;\n"
        "use super::setting_value::{Shown, Typed};\n"
        f"use crate::api::generated::settings::{{{names}}};\n"
        "use crate::api::setting::Setting;\n"
        "use crate::error::Error;\n\n"
    )
    return formatted(head + body)


def rust_struct(name: str, settings: list[Setting], *, copy: bool) -> str:
    """Returns a struct with a field for each setting, with functions that read it and show it."""
    derived = "Debug, Clone, Copy, PartialEq, Eq" if copy else "Debug, Clone"
    fields = "".join(
        f"{rust_documentation(setting)}\npub {setting.name}: {setting.rust_type},\n" for setting in settings
    )
    reads = "".join(
        f"{setting.name}: reader.{'required' if setting.has_value else 'optional'}(&{setting.name.upper()})?,\n"
        for setting in settings
    )
    all_of = ", ".join(f"&{setting.name.upper()}" for setting in settings)
    shown = "".join(f"({setting.name.upper()}.name, Shown::from(&self.{setting.name})),\n" for setting in settings)
    return (
        f"#[derive({derived})]\n"
        f"pub struct {name} {{\n{fields}}}\n\n"
        f"impl {name} {{\n"
        "    pub(super) fn read(reader: &mut SettingsReader<'_>) -> Result<Self, Error> {\n"
        f"        Ok(Self {{ {reads} }})\n"
        "    }\n\n"
        "    /// Returns the settings that these values are of.\n"
        f"    pub(super) fn settings() -> [&'static Setting; {len(settings)}] {{\n"
        f"        [{all_of}]\n"
        "    }\n\n"
        "    /// Returns the settings by their names, without secrets.\n"
        "    #[must_use]\n"
        f"    pub fn shown(&self) -> [(&'static str, Shown); {len(settings)}] {{\n"
        f"        [{shown}]\n"
        "    }\n"
        "}\n\n"
    )


def create_client(settings: list[Setting]) -> str:
    """Returns python/modelarts/config.py."""
    arguments = [setting for setting in settings if setting.is_argument]
    positional = [parameter(setting) for setting in arguments if setting.positional]
    keyword = [parameter(setting) for setting in arguments if not setting.positional]
    paths = "".join(
        f'    settings.values["{setting.name}"] = absolute({setting.name})\n'
        for setting in arguments
        if setting.type == "path"
    )
    return CONFIG.format(
        mark=MARK,
        parameters="".join([*positional, "    *,\n", *keyword, "    **_unknown: None,\n"]),
        documentation="\n".join(documented(setting) for setting in arguments),
        paths=paths,
        secrets=", ".join(setting.name for setting in arguments if setting.is_secret),
    )


CONFIG = '''\
"""Where the settings of a client come from."""

# {mark}

from __future__ import annotations

from os import PathLike  # noqa: TC003 typing.get_type_hints reads it

from modelarts._modelarts import Poll  # noqa: TC001 typing.get_type_hints reads it
from modelarts.client.api_client import ApiClient
from modelarts.client.base_client import Settings, absolute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import timedelta
else:
    from modelarts._deferred import timedelta

__all__ = ["create_client"]


def create_client(
{parameters}) -> ApiClient:
    """Returns a new client; opens no connection.

    A setting comes from the first of its sources that has it; an empty text counts as left out.
    The sources are the argument, then those listed with it: `$NAME` is an environment variable;
    `context.NAME`, `cluster.NAME` and `user.NAME` are members of the selected context in the
    configuration file, and of the cluster and the user that it names; `credentials.NAME` is a key
    in ~/.huaweicloud/credentials; `openstack.name` is the variable `$OS_NAME`, else a key of the
    selected cloud in clouds.yaml.

    The credential is an access key, a user with a password, or a token. It comes whole from one
    source: the arguments, the user in the configuration file, `$HUAWEICLOUD_SDK_AK` and
    `$HUAWEICLOUD_SDK_SK`, ~/.huaweicloud/credentials, the variables `$OS_*`, the selected cloud in
    clouds.yaml, or the agency of the machine. Without a credential from `$OS_*` or clouds.yaml,
    only the region is taken from them, if no other source has a region or an endpoint.

    Args:
{documentation}

    Returns:
        The client, for `DatasetApi` and `AsyncDatasetApi`.

    Raises:
        ConfigError: No client can be made from the settings; the text says what to write where.
        InvalidParameterError: An argument is out of range.
        TypeError: There is no such argument; the text names the one that may be meant.
    """
    settings = Settings(dict(locals()), use_environment=True)
    # A traceback may be shown with the variables of its frames.
    del {secrets}, _unknown
    settings.refuse_unknown("create_client")
    if poll is None:
        del settings.values["poll"]
{paths}    return ApiClient._create(settings)
'''


def parameter(setting: Setting) -> str:
    """Returns the line of the signature for a setting."""
    return f"    {setting.name}: {setting.python_type} = {setting.python_default},\n"


def documented(setting: Setting) -> str:
    """Returns the entry of a docstring for a setting."""
    text = f"{setting.name}: {setting.en}"
    others = [f"`{source}`" for source in setting.sources if source != "argument"]
    if setting.else_en:
        others.append(setting.else_en)
    elif setting.default is not None:
        others.append(shown(setting))
    if not setting.credential and (not setting.only_argument or setting.else_en):
        text += f" Without it: {', '.join(others)}."
    return wrapped(text, "        ", "    ", WIDTH)


def api_client(settings: list[Setting]) -> str:
    """Returns python/modelarts/client/api_client.py."""
    options = [setting for setting in settings if setting.option]
    parameters = "".join(f"        {setting.name}: {optional(setting)} = UNSET,\n" for setting in options)
    documentation = "\n".join(
        wrapped(f"{setting.name}: {setting.en}", "            ", "    ", WIDTH) for setting in options
    )
    names = ", ".join(f'"{setting.name}": {setting.name}' for setting in options)
    return API_CLIENT.format(mark=MARK, parameters=parameters, documentation=documentation, names=names)


def optional(setting: Setting) -> str:
    """Returns the type of an option, which may be `UNSET`, too."""
    # A copy has the schedule of its client; None would be none.
    python_type = PYTHON_TYPES["poll"] if setting.type == "poll" else setting.python_type
    kind, _, none = python_type.partition(" | ")
    return f"{kind} | Unset | {none}" if none else f"{kind} | Unset"


API_CLIENT = '''\
"""The client: settings, credential and connections."""

# {mark}

from __future__ import annotations

from modelarts._modelarts import Poll  # noqa: TC001 typing.get_type_hints reads it
from modelarts.client.base_client import BaseClient
from modelarts.unset import UNSET, Unset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import timedelta
else:
    from modelarts._deferred import timedelta

__all__ = ["ApiClient"]


class ApiClient(BaseClient):
    """Settings, credential and connections; made by `modelarts.config.create_client`.

    One client serves any number of threads and event loops, survives fork, and pickles. A pickled
    or deep-copied client holds where its settings come from, and reads them from there again; it
    holds a secret only if the secret was given in the code. A shallow copy shares the connections.
    """

    def with_options(
        self,
        *,
{parameters}        **_unknown: None,
    ) -> ApiClient:
        """Returns a copy with other options that shares the connections.

        An option that is left out is as here.

        Args:
{documentation}

        Returns:
            The copy.

        Raises:
            InvalidParameterError: An option is out of range.
        """
        return self._with_options(
            {{{names}}},
            _unknown,
        )
'''


ENGLISH = f"""\
<!-- {MARK} -->
# Settings of a client

`create_client` takes each setting from the first of its sources that has it. An empty text counts as left out.

| Source | Meaning |
| --- | --- |
| argument | The argument of `create_client` with the setting's name. |
| `$NAME` | An environment variable. |
| `context.NAME` | A member of the selected context in the configuration file. |
| `cluster.NAME`, `user.NAME` | A member of the cluster or the user that the context names. |
| `credentials.NAME` | A key in the section `[basic]` of the credentials file. |
| `openstack.name` | The environment variable `$OS_NAME`, then a key of the selected cloud in `clouds.yaml`. |

The parts of a credential are marked with *. A credential comes whole from one source: the arguments, the user in the
configuration file, the environment, the credentials file, the variables `$OS_*`, the selected cloud in `clouds.yaml`;
without any, the temporary keys of the machine's agency. [Other clouds](../authentication.md#other-clouds) says when
the settings of `$OS_*` and `clouds.yaml` apply.

| Setting | Type | Sources, in order | Default | Description |
| --- | --- | --- | --- | --- |
"""
CHINESE = f"""\
<!-- {MARK} -->
# 客户端配置项

`create_client` 按顺序查找每个配置项的来源，取第一个有值的来源；空字符串视为未设置。

| 来源 | 含义 |
| --- | --- |
| 参数 | `create_client` 的同名参数。 |
| `$NAME` | 环境变量。 |
| `context.NAME` | 配置文件中所选 context 的字段。 |
| `cluster.NAME`、`user.NAME` | 该 context 引用的 cluster 或 user 的字段。 |
| `credentials.NAME` | 凭证文件 `[basic]` 一节的键。 |
| `openstack.name` | 环境变量 `$OS_NAME`；这些变量都没有时，为 `clouds.yaml` 中所选云的键。 |

带 * 的配置项是凭证的组成部分。一套凭证只取自同一个来源：依次为参数、配置文件中的 user、环境变量、凭证文件、
`$OS_*` 变量、`clouds.yaml` 中所选的云；均未提供时，使用本机委托的临时访问密钥。
`$OS_*` 与 `clouds.yaml` 中的配置何时生效，见[其他云](../authentication.zh-CN.md#其他云)。

| 配置项 | 类型 | 来源（按顺序） | 默认值 | 说明 |
| --- | --- | --- | --- | --- |
"""


def page(settings: list[Setting], *, chinese: bool) -> str:
    """Returns the reference page of the settings."""
    rows = []
    for setting in settings:
        sources = ["参数" if chinese else "argument"] if setting.is_argument else []
        sources += [f"`{source}`" for source in setting.sources if source != "argument"]
        default = "" if setting.default is None else f"`{shown(setting)}`"
        default = (setting.else_zh if chinese else setting.else_en) or default
        cells = [
            f"`{setting.name}`{'*' if setting.credential else ''}",
            (CHINESE_TYPES[setting.type] if chinese else setting.type),
            ("、" if chinese else ", ").join(sources),
            default,
            setting.zh if chinese else setting.en,
        ]
        rows.append(f"| {' | '.join(cells)} |\n")
    return (CHINESE if chinese else ENGLISH) + "".join(rows)


def shown(setting: Setting) -> str:
    """Returns the default as documentation shows it."""
    return setting.default if setting.type == "path" else repr(setting.default).replace("'", '"')


def outputs(root: Path) -> dict[Path, str]:
    """Returns the files that follow from the table.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    settings = read(root)
    return {
        root / "src/api/generated/settings.rs": rust_table(settings),
        root / "src/config/generated_values.rs": rust_values(settings),
        root / "python/modelarts/config.py": create_client(settings),
        root / "python/modelarts/client/api_client.py": api_client(settings),
        root / "docs/reference/settings.md": page(settings, chinese=False),
        root / "docs/reference/settings.zh-CN.md": page(settings, chinese=True),
    }
