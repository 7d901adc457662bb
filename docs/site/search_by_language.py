"""A search index for each language, so that a search finds no page of the other one.

MkDocs calls the functions `on_…`. The plugin for languages writes one index for all; the pages in Chinese look
for theirs in the folder of their language.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jieba
from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

FOLDER = "zh-CN/"
INDEX = "search/search_index.json"

jieba.setLogLevel(logging.WARNING)

# Where the scripts of a page look for the index, in the settings that the page has for them.
_BASE = re.compile(r'(<script id="__config"[^>]*>\{[^<]*?"base": ?")([./]+)(")')


@event_priority(-200)  # after the plugin for languages
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001 MkDocs passes it
    """Makes a page in Chinese use the index of its folder.

    Returns:
        The page in HTML.

    Raises:
        ValueError: The theme writes its settings in another form.
    """
    if not page.file.dest_uri.startswith(FOLDER):
        return output
    base = "/".join([".."] * (page.file.dest_uri.count("/") - 1)) or "."
    output, count = _BASE.subn(rf"\g<1>{base}\g<3>", output)
    if count != 1:
        raise ValueError(f"{page.file.dest_uri}: the theme has no base in its settings")
    return output


@event_priority(-200)  # after the plugin for languages, which has merged the entries
def on_post_build(config: MkDocsConfig) -> None:
    """Gives the entries of pages in Chinese an index of their own."""
    site = Path(config.site_dir)
    index: dict[str, Any] = json.loads((site / INDEX).read_text("utf-8"))
    entries = index["docs"]
    chinese = [
        {**entry, "location": entry["location"].removeprefix(FOLDER)}
        for entry in entries
        if entry["location"].startswith(FOLDER)
    ]
    english = [entry for entry in entries if not entry["location"].startswith(FOLDER)]
    (site / FOLDER / INDEX).parent.mkdir(parents=True, exist_ok=True)
    for path, docs in ((site / INDEX, english), (site / FOLDER / INDEX, chinese)):
        path.write_text(json.dumps({**index, "docs": docs}, ensure_ascii=False, separators=(",", ":")), "utf-8")
    # The scripts of the theme look for it there.
    shutil.copy(site / "sitemap.xml", site / FOLDER / "sitemap.xml")
