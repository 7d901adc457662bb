"""YAML, read by PyYAML if it is installed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["read"]

# Numbers and dates stay as they are written: a password may look like one.
_RESOLVED = frozenset({"tag:yaml.org,2002:bool", "tag:yaml.org,2002:merge", "tag:yaml.org,2002:null"})


def read(text: str) -> object:
    """Reads a text as YAML.

    Args:
        text: The text.

    Returns:
        The document.

    Raises:
        ImportError: PyYAML is not installed.
        ValueError: The text is not YAML; the message says where, and quotes nothing of it.
    """
    import yaml

    resolvers = {
        letter: [(tag, pattern) for tag, pattern in found if tag in _RESOLVED]
        for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    loader = type("Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": resolvers})
    try:
        return yaml.load(text, loader)  # noqa: S506 it is a safe one
    except yaml.MarkedYAMLError as error:
        problem = _problem(text, error)
    except RecursionError:
        problem = "the values are nested too deep"
    except yaml.YAMLError:
        problem = "not YAML; there is a character that YAML does not allow"
    except (TypeError, ValueError, OverflowError):
        problem = "not YAML; a value does not fit its tag (!!…), which can be left out"
    raise ValueError(problem)


def _problem(text: str, error: Any) -> str:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return "not YAML"
    found = text[mark.index : mark.index + 1]
    if found == "\t":
        hint = "YAML is indented with blanks, not with tabs"
    elif found and found in "*&!|>%@`":
        hint = f"a value that begins with {found} needs quotes"
    else:
        hint = "look for a missing colon, quote or blank here or just before"
    return f"line {mark.line + 1}, column {mark.column + 1}: not YAML; {hint}"
