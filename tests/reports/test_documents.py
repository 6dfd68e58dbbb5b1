"""The finished files opened by other programs: an office suite, a PDF renderer; fails without them."""

import subprocess
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from reports import build
from reports.chapters.material import Material
from tests.reports import demo

pytestmark = pytest.mark.documents
FORMATS = ("docx", "pdf")


@pytest.fixture(scope="module", params=["ro", "ru", "en"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp(request.param)
    words = demo.words(request.param)
    material = Material(demo.year(), words, None, build.drawn(demo.year(), words))
    build.write(material, FORMATS, out, lambda stage: None)
    return out


def test_an_office_suite_opens_the_docx_and_finds_every_indicator(folder: Path) -> None:
    (source,) = folder.glob("*.docx")
    target = folder / "converted"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (converted,) = target.glob("*.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(converted).pages)
    assert [one.code for one in demo.PLAN.indicators if one.code not in text] == []


def test_every_page_of_the_pdf_renders_with_ink_on_it(folder: Path) -> None:
    (source,) = folder.glob("*.pdf")
    subprocess.run(
        ["pdftoppm", "-r", "40", "-png", str(source), str(folder / "page")], check=True, timeout=180
    )
    pages = sorted(folder.glob("page-*.png"))
    assert len(pages) == len(pypdf.PdfReader(source).pages) > 10
    for page in pages:
        shades = Image.open(page).convert("L").histogram()
        assert sum(shades[:120]) > 0, page.name
        assert shades[255] > sum(shades[:120]), page.name
