"""Writes what follows from the table of clouds: Rust table, reference pages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.text import formatted, mark, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SOURCE = "api/clouds.toml"
MARK = mark(SOURCE)
KEYS = {"en", "zh", "domain", "signature", "regions", "without", "endpoints"}
SIGNATURES = {"plain", "derived", "v11"}


@dataclass
class Cloud:
    """A cloud, as the table declares it."""

    name: str
    en: str
    zh: str
    domain: str
    signature: str
    regions: list[str]
    without: list[str] = field(default_factory=list)
    endpoints: dict[str, str] = field(default_factory=dict)

    def modelarts(self, region: str) -> str:
        """Returns the endpoint of ModelArts in a region."""
        return self.endpoints.get(region, f"https://modelarts.{region}.{self.domain}")

    def iam(self, region: str) -> str:
        """Returns the endpoint of IAM in a region."""
        return f"https://iam.{region}.{self.domain}"


def read(root: Path) -> list[Cloud]:
    """Reads the table.

    Args:
        root: the repository.

    Returns:
        The clouds, in the order of the table.

    Raises:
        ValueError: an entry has an unknown key or signature, or a region is there twice.
    """
    clouds: list[Cloud] = []
    for name, entry in tomllib.loads((root / SOURCE).read_text(encoding="utf-8")).items():
        if unknown := entry.keys() - KEYS:
            raise ValueError(f"{SOURCE}: {name} has unknown keys: {', '.join(sorted(unknown))}")
        cloud = Cloud(name=name, **entry)
        if cloud.signature not in SIGNATURES:
            raise ValueError(f"{SOURCE}: {name} has an unknown signature: {cloud.signature}")
        if unknown := cloud.endpoints.keys() - set(cloud.regions):
            raise ValueError(f"{SOURCE}: {name} has endpoints in unknown regions: {', '.join(sorted(unknown))}")
        clouds.append(cloud)
    regions = [region for cloud in clouds for region in [*cloud.regions, *cloud.without]]
    if repeated := {region for region in regions if regions.count(region) > 1}:
        raise ValueError(f"{SOURCE}: these regions are there twice: {', '.join(sorted(repeated))}")
    return clouds


def rust_table(clouds: list[Cloud]) -> str:
    """Returns the Rust file with the list of all clouds."""
    entries = "".join(
        f"""Cloud {{
            name: {quoted(cloud.en)},
            domain: {quoted(cloud.domain)},
            signature: {quoted(cloud.signature)},
            regions: &[{texts(cloud.regions)}],
            without: &[{texts(cloud.without)}],
            endpoints: &[{", ".join(f"({texts(pair)})" for pair in cloud.endpoints.items())}],
        }},"""
        for cloud in clouds
    )
    return formatted(
        f"//! The clouds and their regions.\n//!\n//! {MARK}\n\n"
        "use crate::api::cloud::Cloud;\n\n"
        "/// All clouds; the first one is that of regions which no cloud lists.\n"
        f"pub static CLOUDS: &[Cloud] = &[{entries}];\n"
    )


def texts(values: Iterable[str]) -> str:
    """Returns texts as literals."""
    return ", ".join(quoted(value) for value in values)


ENGLISH = f"""\
<!-- {MARK} -->
# Clouds and regions

`region=` selects one of these regions, and with it the endpoints and the form of the signature.
[Other clouds](../authentication.md#other-clouds) says how to use a private cloud.

| Region | Cloud | ModelArts | IAM | Signature |
| --- | --- | --- | --- | --- |
"""
CHINESE = f"""\
<!-- {MARK} -->
# 云与区域

`region=` 选择下列区域之一，终端节点和签名形式由它决定。私有云的用法见[其他云](../authentication.zh-CN.md#其他云)。

| 区域 | 云 | ModelArts | IAM | 签名 |
| --- | --- | --- | --- | --- |
"""
WITHOUT_ENGLISH = "\nKnown without an endpoint of ModelArts, so that `endpoint=` is needed, too: {}.\n"
WITHOUT_CHINESE = "\n以下区域没有已知的 ModelArts 终端节点，需同时设置 `endpoint=`：{}。\n"


def page(clouds: list[Cloud], *, chinese: bool) -> str:
    """Returns the reference page of the clouds."""
    rows = []
    for cloud in clouds:
        for region in cloud.regions:
            name = cloud.zh if chinese else cloud.en
            cells = [f"`{region}`", name, cloud.modelarts(region), cloud.iam(region), f"`{cloud.signature}`"]
            rows.append(f"| {' | '.join(cells)} |\n")
    separator = "、" if chinese else ", "
    without = separator.join(f"`{region}`" for cloud in clouds for region in cloud.without)
    head, rest = (CHINESE, WITHOUT_CHINESE) if chinese else (ENGLISH, WITHOUT_ENGLISH)
    return head + "".join(rows) + rest.format(without)


def outputs(root: Path) -> dict[Path, str]:
    """Returns the files that follow from the table.

    Args:
        root: the repository.

    Returns:
        The text of each file, by its path.
    """
    clouds = read(root)
    return {
        root / "src/api/generated/clouds.rs": rust_table(clouds),
        root / "docs/reference/clouds.md": page(clouds, chinese=False),
        root / "docs/reference/clouds.zh-CN.md": page(clouds, chinese=True),
    }
