"""How responses look in a notebook."""

from __future__ import annotations

from modelarts.client import (
    ChangeCount,
    ChangedUrls,
    Dataset,
    DatasetList,
    Difference,
    Response,
    Version,
    VersionDetail,
    VersionFile,
    VersionList,
)


def test_a_listing_is_a_table_with_a_row_an_entry() -> None:
    datasets = [Dataset(dataset_id="d1", file_count=3), Dataset(dataset_id="d2", description="two")]
    html = DatasetList(dataset_count=2, datasets=datasets)._repr_html_()
    assert html.count("<tr>") == 2 + 3
    for text in ("dataset_count", "d1", "d2", "two", "file_count", "description"):
        assert text in html
    assert "Dataset(" not in html


def test_a_long_listing_is_cut_and_says_so() -> None:
    files = [VersionFile(file_name=f"f{n}") for n in range(1234)]
    html = VersionDetail(version_id="v", file_list=files)._repr_html_()
    assert "f99<" in html
    assert "f100<" not in html
    assert "… 1134 more file_list" in html


def test_what_is_nested_reads_as_words() -> None:
    counts = [ChangeCount(added_count=3, deleted_count=0)]
    assert ">added_count 3, deleted_count 0<" in VersionList(versions=[Version(change_file_count=counts)])._repr_html_()
    urls = [f"u{n}" for n in range(12)]
    html = Difference(change_url=[ChangedUrls(added_url=urls, deleted_url=[])])._repr_html_()
    assert f">{', '.join(urls[:10])}, … 2 more<" in html


def test_nothing_that_a_service_sends_becomes_markup() -> None:
    evil = "<script>alert(1)</script>"
    html = Response({evil: evil, f"list{evil}": [{evil: evil}]})._repr_html_()
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 5
