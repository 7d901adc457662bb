"""The table of clouds: what the generator makes of it, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from generator import clouds

from modelarts import config

ROOT = Path(__file__).resolve().parents[1]
TABLE = (ROOT / clouds.SOURCE).read_text("utf-8")


@pytest.mark.parametrize("cloud", clouds.read(ROOT), ids=lambda cloud: cloud.name)
def test_each_region_of_the_table_is_one_of_the_package(cloud: clouds.Cloud) -> None:
    for region in cloud.regions:
        client = config.create_client(token="t" * 8, region=region)
        settings = client._core.describe()
        assert settings["endpoint"] == cloud.modelarts(region)
        assert settings["iam_endpoint"] == cloud.iam(region)
        assert settings["signature"] == cloud.signature


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('domain = "myhuaweicloud.eu"', 'dommain = "x"', "huawei_cloud_europe has unknown keys: dommain"),
        ('signature = "derived"', 'signature = "v4"', "open_telekom_cloud has an unknown signature: v4"),
        ('regions = ["eu-de"]', 'regions = ["eu-de", "cn-north-1"]', "these regions are there twice: cn-north-1"),
        ("{ ap-southeast-1 =", "{ ap-south =", "huawei_cloud has endpoints in unknown regions: ap-south"),
    ],
)
def test_a_mistake_in_the_table_is_named(tmp_path: Path, written: str, instead: str, said: str) -> None:
    assert written in TABLE
    (tmp_path / "api").mkdir()
    (tmp_path / clouds.SOURCE).write_text(TABLE.replace(written, instead), "utf-8")
    with pytest.raises(ValueError, match=said):
        clouds.read(tmp_path)
