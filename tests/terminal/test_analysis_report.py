"""`searchidx analyze` shows every layer, and the terms it shows are those that an index holds."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import Analyzer, Stream
from analyzers.crf_model import Model, load_model
from searchidx.terminal.analysis_report import analysis_by_step
from searchidx.terminal.display import PLAIN
from searchidx.terminal.tables import table_lines

TEXT = "Thuỷ điện Hoà Bình, Nghị định 03/2019/NĐ-CP. Kĩ thuật của Bộ Công an (BCA) ở TP. Huế."
SHOWN = {
    "keyboard": "",
    "normalized": "Thủy điện Hòa Bình, Nghị định 03/2019/NĐ-CP. Kĩ thuật của Bộ Công an (BCA) ở TP. Huế.",
    "folded": "Thuy dien Hoa Binh, Nghi dinh 03/2019/ND-CP. Ki thuat cua Bo Cong an (BCA) o TP. Hue.",
    "sentences": "Thuỷ điện Hoà Bình, Nghị định 03/2019/NĐ-CP. | Kĩ thuật của Bộ Công an (BCA) ở TP. Huế.",
    "cut by pyvi": "Thuỷ_điện Hoà_Bình , Nghị_định 03 / 2019 / NĐ - CP. "
    "Kĩ_thuật của Bộ Công_an ( BCA ) ở TP. Huế .",
    "words": "thủy_điện | hòa_bình | nghị_định | kĩ_thuật | công_an",
    "syllables": "thủy | điện | hòa | bình | nghị | định | 03 | 2019 | nđ | cp | kĩ | thuật | của | bộ | công"
    " | an | bca | ở | tp | huế",
    "codes": "03/2019/nđ-cp",
    "without accents": "thuy | dien | hoa | binh | nghi | dinh | 03 | 03/2019/nd-cp | 2019 | nd | cp | ki"
    " | thuat | cua | bo | cong | an | bca | o | tp | hue",
    "pairs": "thủy điện | điện hòa | hòa bình | bình nghị | nghị định | định 03 | định 03/2019/nđ-cp"
    " | 03 2019 | 03/2019/nđ-cp 2019 | 2019 nđ | nđ cp | cp kĩ | kĩ thuật | thuật của | của bộ | bộ công"
    " | công an | an bca | bca ở | ở tp | tp huế",
    "i/y spellings": "kĩ = kỹ",
    "abbreviations": "bca = bộ công an",
}
_WRITTEN = "hoà bình công an Bộ TP. 03/2019/NĐ-CP 1.000 a@b.vn vieejt 12/3/2020 - , . 中国"
PIECES = [*_WRITTEN.split(" "), "\n"]


@cache
def model() -> Model:
    return load_model()


def terms(stream: Stream) -> list[str]:
    return [stream.vocabulary[number] for number in stream.ids.tolist()]


def test_every_layer_is_shown() -> None:
    """All layers of a text are shown, in a fixed order."""
    assert list(analysis_by_step(TEXT).items()) == list(SHOWN.items())


@pytest.mark.parametrize(
    ("text", "keyboard"),
    [
        ("coong an", "telex: công an"),
        ("Co6ng an", "vni: Công an"),
        ("xin chao", ""),
        ("New York Times", ""),
        ("", ""),
    ],
)
def test_keyboard_typing_is_shown(text: str, keyboard: str) -> None:
    """Telex or VNI typing is shown as it was meant, with the name of the scheme; other text is not."""
    assert analysis_by_step(text)["keyboard"] == keyboard


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_the_terms_are_those_of_the_index(text: str) -> None:
    """The terms that are shown are those that an index of the text holds, in the same order."""
    shown, analysis = analysis_by_step(text), Analyzer(model()).analyze([text])
    assert shown["words"] == " | ".join(term for term in terms(analysis.words) if "_" in term)
    assert shown["without accents"] == " | ".join(terms(analysis.folded))
    exact = terms(analysis.exact)
    assert sorted(filter(None, f"{shown['syllables']} | {shown['codes']}".split(" | "))) == sorted(exact)


@pytest.mark.parametrize("columns", [40, 80])
def test_values_begin_in_one_column(columns: int) -> None:
    """Every line of every value begins in the column behind the longest name."""
    lines = list(table_lines(analysis_by_step(TEXT).items(), PLAIN, columns))
    names = [name for name, value in SHOWN.items() if value]
    width = max(map(len, names)) + 2
    assert [line[:width].strip() for line in lines if line[:width].strip()] == names
    assert all(line[width - 2 : width] == "  " and line[width] != " " for line in lines)


def test_analysing_loads_only_what_it_needs() -> None:
    """The commands are loaded without numpy, and analysing a text needs neither pyvi nor scikit-learn."""
    code = (
        "import sys, searchidx.terminal.commands.inspecting; assert 'numpy' not in sys.modules;"
        "from searchidx.terminal.analysis_report import analysis_by_step; analysis_by_step('Bộ Công an');"
        "assert not {'pyvi', 'sklearn', 'whoosh'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-X", "utf8", "-c", code], check=True)
