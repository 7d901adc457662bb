"""Limits of time that tell a step that hangs from one on a busy machine; no test depends on speed."""

from __future__ import annotations

LIMIT = 30.0
"""Seconds that a step which takes milliseconds may take. What it must not wait for takes longer."""
