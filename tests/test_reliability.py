"""Every test that `docs/reliability.md` calls a proof is there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
TABLE = TESTS.parent / "docs" / "reliability.md"
PROOF = re.compile(r"`([\w/]+\.(?:py|rs))::(\w+)`")


def test_every_proof_is_a_test_that_is_there() -> None:
    rows = [line for line in TABLE.read_text().split("## What is sent again")[0].splitlines() if line.startswith("| ")]
    assert len(rows) > 25
    for row in rows[2:]:
        proofs = PROOF.findall(row)
        assert proofs, row
        for file, name in proofs:
            path = (TESTS.parent if file.startswith("src/") else TESTS) / file
            assert re.search(rf"\b(?:def|fn) {name}\(", path.read_text()), f"{file}::{name}"
