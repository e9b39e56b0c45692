"""The evaluation of web pages: what is compared, and what is printed."""

from __future__ import annotations

import json
import lzma
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from evaluation.pages import Comparison, compare, main
from searchidx.model import Document
from tests.files.readers.web.pages import LEAD, NEWS_PAGE, PARAGRAPHS, TITLE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TWIN = {
    "id": "a-1",
    "title": TITLE,
    "body": "\n".join((TITLE, "3 giờ trước", "Gốc", LEAD, *PARAGRAPHS)),
    "date": "2021-11-24T15:26:00Z",
}


def write(path: Path, *rows: object) -> str:
    with lzma.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    return str(path)


def test_a_page_is_compared_with_its_twin() -> None:
    """The furniture of the twin does not count, the caption of the page does; both dates are one moment."""
    (comparison,), _ = compare([{"id": "a-1", "html": NEWS_PAGE}], [TWIN])
    assert 0.95 < comparison.f1() < 1
    assert comparison.is_title_equal()
    assert comparison.is_day_equal()


def test_one_moment_is_two_days_in_two_time_zones() -> None:
    """Two dates with time zones are compared as moments, and others as days."""
    page = Document("a", "", "", datetime.fromisoformat("2021-11-25T00:30:00+07:00"))
    twin = replace(page, date=datetime.fromisoformat("2021-11-24T17:30:00Z"))
    assert Comparison(page, twin, "").is_day_equal()
    assert not Comparison(page, replace(twin, date=datetime(2021, 11, 24, 17, 30)), "").is_day_equal()
    same_day = datetime.fromisoformat("2021-11-25T00:30:00Z")
    assert not Comparison(page, replace(twin, date=same_day), "").is_day_equal()


def test_a_page_without_title_and_date() -> None:
    """A twin is found by its title, too; what the page does not have is told from what is not found."""
    (comparison,), _ = compare([{"title": TITLE, "html": f"<p>{PARAGRAPHS[0]}"}], [{**TWIN, "id": None}])
    assert not comparison.has_title()
    assert not comparison.has_day()
    assert not comparison.is_title_equal()
    assert not comparison.is_day_equal()


def test_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The parts are printed with the words of the worst page."""
    pages = write(tmp_path / "pages.xz", {"id": "a-1", "html": NEWS_PAGE}, {"id": "?", "html": ""})
    twins = write(tmp_path / "twins.xz", TWIN)
    assert main([pages, twins, "--worst", "1"]) == 0
    output = capsys.readouterr().out
    assert output.startswith("pages 1, body F1 0.9")
    assert "title  1 equal: 100.0% of all pages, 100.0% of the 1 that have it" in output
    assert "\nauthor " in output
    assert "only page 6: lúc bến một góc rạng đông" in output
    assert "only twin 0" in output


def test_what_cannot_be_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file, other bytes, and pages without twins are errors."""
    twins = write(tmp_path / "twins.xz", TWIN)
    (tmp_path / "bad.xz").write_bytes(b"bad")
    for pages in (str(tmp_path / "bad.xz"), str(tmp_path / "none"), write(tmp_path / "o.xz", {"html": ""})):
        assert main([pages, twins]) == 2
        assert "nothing was measured" in capsys.readouterr().err
