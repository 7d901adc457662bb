"""What the site has beyond the pages of this folder: executed notebooks, and documents from outside of it.

MkDocs calls the functions `on_…`. The pages are written for readers of the repository; here their links are
made to lead to pages of the site.
"""

from __future__ import annotations

import posixpath
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File

sys.path.insert(0, str(Path(__file__).parent))
from notebook_pages import page_of_notebook

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {"": "en", ".zh-CN": "zh"}
# Documents outside of the folder, and their pages.
DOCUMENTS = {"CHANGELOG.md": "changes.md", "SECURITY.md": "security.md", "README.md": "index.md"}

_LINK = re.compile(r"(?P<text>!?\[[^\]]*\])\((?P<target>[^)\s]+)\)")
_OTHER_LANGUAGE = re.compile(r"^\[(?:中文|English)\]\([^)]*\)\n+", re.MULTILINE)
_GENERATED = re.compile(r"\A<!-- .*? -->\n+")
_CELL = re.compile(r"<td.*?</td>", re.DOTALL)
_CODE = re.compile(r"(?<=<code>)[^<]+(?=</code>)")
_BREAKABLE = re.compile(r"([/_](?=\w|\{))")
_FENCE = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)

# A break between Chinese signs, or after Chinese punctuation, where a browser would show a blank. What begins with a
# number and a dot, or with a fence, is no continued line.
_CHINESE_BREAK = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])\n *(?=[\u201c\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
    r"|(?<=[\u3001\u3002\uff09\uff0c\uff1a\uff1b])\n *(?=[`\w\[])(?!\d+\. |```)"
)
_ONLY_ENGLISH = '!!! note ""\n    本页仅有英文版。\n\n'

_pages: dict[str, str] = {}


def _generated() -> dict[str, str]:
    """Returns the text of the pages that are no files of this folder; the notebooks are run once."""
    if not _pages:
        for source, page in DOCUMENTS.items():
            if page != "index.md":
                _pages[page] = (ROOT / source).read_text("utf-8")
        for notebook in sorted((ROOT / "docs" / "examples").glob("*.ipynb")):
            for suffix, language in LANGUAGES.items():
                _pages[f"examples/{notebook.stem}{suffix}.md"] = page_of_notebook(notebook, language)
    return _pages


@event_priority(50)
def _add_pages(files: Files, config: MkDocsConfig) -> Files:
    for path in _generated():
        # Not File.generated: the plugin for languages wants a path.
        files.append(File(path, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


@event_priority(-200)  # after the plugin for languages, which makes each file anew
def _write_pages(files: Files, config: MkDocsConfig) -> Files:  # noqa: ARG001 MkDocs passes it
    for file in files:
        if file.src_uri in _generated():
            file.content_string = _generated()[file.src_uri]
    return files


on_files = CombinedEvent(_add_pages, _write_pages)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 likewise
    """Leaves out the link to the other language, and makes links lead to pages of the site.

    Returns:
        The text of the page.
    """
    sources = {path: source for source, path in DOCUMENTS.items() if path != "index.md"}
    source = sources.get(page.file.src_uri, f"docs/{page.file.src_uri}")
    # Of a page without a Chinese version, which the Chinese site has in English.
    is_fallback = page.file.dest_uri.startswith("zh-CN/") and ".zh-CN." not in page.file.src_uri
    # A comment before the heading would hide the title of the page.
    markdown = _GENERATED.sub("", _OTHER_LANGUAGE.sub("", markdown, count=1))
    parts, end = [], 0
    for fence in [*_FENCE.finditer(markdown), None]:
        text = markdown[end : fence.start() if fence else None]
        text = _CHINESE_BREAK.sub("", _LINK.sub(lambda link: _link(link, source, is_fallback=is_fallback), text))
        # "] [" is no reference of Markdown here, but what errors look like.
        parts += [text.replace("] [", r"] \["), fence[0] if fence else ""]
        end = fence.end() if fence else end
    return _after_heading("".join(parts), _ONLY_ENGLISH) if is_fallback else "".join(parts)


def _after_heading(text: str, note: str) -> str:
    heading, line, rest = text.partition("\n\n")
    return heading + line + note + rest


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 likewise
    """Lets long names and paths in tables break after a slash or an underscore, and nowhere else.

    A bar in code in a table has a backslash, which GitHub leaves out.

    Returns:
        The page in HTML.
    """
    return _CELL.sub(lambda cell: _CODE.sub(_in_cell, cell[0]), html)


def _in_cell(code: re.Match[str]) -> str:
    return _BREAKABLE.sub(r"\1<wbr>", code[0].replace(r"\|", "|"))


@event_priority(-200)  # after the plugin for languages
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ARG001 likewise
    """Makes the links to the other language relative, so that the site works in a folder and from the disk.

    Returns:
        The context of the template.
    """
    for alternate in config.extra.get("alternate", []):
        alternate["link"] = alternate["link"].lstrip("/")
    return context


def _link(link: re.Match[str], source: str, *, is_fallback: bool) -> str:
    text, target = link["text"], link["target"]
    if "://" in target or target.startswith("#"):
        return link[0]
    path, _, anchor = target.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    path = f"docs/{DOCUMENTS[path]}" if path in DOCUMENTS else path
    if not path.startswith("docs/") or not posixpath.splitext(path)[1]:
        return text.strip("[]")  # a file of the repository that the site doesn't have
    if is_fallback and (ROOT / path).with_suffix(".zh-CN.md").exists():
        anchor = ""  # the headings there are Chinese
    path = path.removeprefix("docs/").replace(".zh-CN.md", ".md").replace(".ipynb", ".md")
    folder = posixpath.dirname(source.removeprefix("docs/")) if source.startswith("docs/") else ""
    return f"{text}({posixpath.relpath(path, folder or '.')}{'#' + anchor if anchor else ''})"
