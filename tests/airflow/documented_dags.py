"""The DAGs in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "docs"


def documented_dags(document: str) -> list[str]:
    """Returns the DAGs of a document."""
    text = (DOCUMENTS / document).read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
