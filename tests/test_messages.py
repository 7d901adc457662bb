"""Every message that a user can see is in the catalogue in both languages."""

from __future__ import annotations

import ast
import functools
import re
import sys
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from modelarts.language import message_in

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
FUNCTIONS = {"message": 0, "message_in": 1}  # the position of the English text
IN_RUST = re.compile(r'\b(?:message|translatable)!\(\s*"((?:\\.|[^"\\])*)"', re.DOTALL)


class Use(NamedTuple):
    """A message in the sources."""

    place: str
    english: str


def python_messages() -> Iterator[Use]:
    """Yields the messages of the package; one that is no literal fails the test."""
    for path in sorted((ROOT / "python").rglob("*.py")):
        if path.name == "language.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS):
                continue
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            text = node.args[FUNCTIONS[node.func.id]]
            assert isinstance(text, ast.Constant), f"{place}: the text is no literal"
            assert isinstance(text.value, str), f"{place}: is no text"
            arguments = {keyword.arg for keyword in node.keywords}
            if None not in arguments:
                assert arguments == names(text.value), f"{place}: the arguments are not those of the text"
            yield Use(place, text.value)


def rust_messages() -> Iterator[Use]:
    """Yields the messages of the core; the compiler has compared their arguments."""
    for path in sorted((ROOT / "src").rglob("*.rs")):
        source = re.sub(r"^\s*//.*", "", path.read_text("utf-8"), flags=re.MULTILINE)
        source = re.split(r"#\[cfg\(test\)\]\s*(?:#\[.*\]\s*)*mod \w+ \{", source)[0]
        for found in IN_RUST.finditer(source):
            line = source.count("\n", 0, found.start()) + 1
            unwrapped = re.sub(r"\\\n\s*", "", found[1])
            english = unwrapped.encode("latin-1", "backslashreplace").decode("unicode_escape")
            yield Use(f"{path.relative_to(ROOT)}:{line}", english)


def headings() -> set[str]:
    """Returns the keys of the fields that tables have a heading for: those of responses, and others in them."""
    from modelarts import manifest, responses
    from modelarts.responses.base import Field
    from modelarts.v2 import responses as v2_responses

    found = {"state", "error", "failures", "manifest_path", "meaning", "advice", "request_id"}
    for module in (responses, v2_responses, manifest):
        for cls in vars(module).values():
            members = vars(cls).values() if isinstance(cls, type) else ()
            found |= {member.name for member in members if isinstance(member, Field)}
    return {f"field {name}" for name in found}


def names(text: str) -> set[str]:
    """Returns the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@functools.cache
def catalogue() -> dict[str, str]:
    """Returns the Chinese of each English text."""
    if sys.version_info < (3, 11):
        pytest.skip("tomllib is new in Python 3.11")
    from generator import messages

    return messages.read(ROOT)


def test_every_message_has_a_chinese_text() -> None:
    chinese = catalogue()
    missing = [use for use in (*python_messages(), *rust_messages()) if use.english not in chinese]
    assert missing == []


def test_the_catalogue_has_no_message_that_nothing_uses() -> None:
    used = {use.english for use in (*python_messages(), *rust_messages())} | headings()
    assert sorted(catalogue().keys() - used) == []


def test_the_chinese_text_has_the_arguments_of_the_english_one() -> None:
    different = [english for english, chinese in catalogue().items() if names(english) != names(chinese)]
    assert different == []


def test_chinese_texts_are_chinese() -> None:
    # What has words of a language in English has Chinese characters in Chinese.
    bare = {english: re.sub(r"\{\w*\}", "", english) for english in catalogue()}
    untranslated = [
        english
        for english, chinese in catalogue().items()
        if re.search(r"[a-z]{3}", bare[english]) and not re.search(r"[\u4e00-\u9fff]", chinese)
    ]
    assert untranslated == []


def test_a_message_is_shown_in_the_language_that_is_asked_for() -> None:
    english, chinese = next(iter(catalogue().items()))
    arguments = dict.fromkeys(names(english), "x")
    assert message_in("en", english, **arguments) == english.format_map(arguments)
    assert message_in("zh", english, **arguments) == chinese.format_map(arguments)
