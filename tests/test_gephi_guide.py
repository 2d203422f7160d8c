"""The guide to Gephi: its pictures can be drawn anew, its counts and its names are Gephi's own."""

import re
import struct
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from gephi_guide import control
from gephi_guide import ends
from gephi_guide import legend
from gephi_guide import undated
from gephi_guide import within
from gephi_pictures import DRAWINGS
from gephi_pictures import PICTURES
from gephi_pictures import Drawing
from gephi_pictures import Sight
from gephi_pictures import drawn
from helpers import ROOT
from servers import jars

import kg

README = (ROOT / "README.md").read_text(encoding="utf-8")
BYTES = 300_000  # of a picture, at most
CROWDED = 5  # nodes for each pair of names that lie on one another, at least; fonts differ between machines
MONTH = ("time", "2017-10-01/2017-10-31")
SETTINGS = {
    "preview/plugin/renderers": (
        "Color", "Curved", "Fixed Border Width", "Font", "Max. rescaled weight", "Min. rescaled weight",
        "Outline opacity", "Outline size", "Proportional size", "Radius", "Rescale weight", "Shorten label",
        "Show Labels", "Size", "Thickness",
    ),
    "filters/plugin/partition": ("Partition",),
    "filters/plugin/attribute": ("Equal", "Non-null"),
    "filters/plugin/edge": ("Edge Type",),
    "filters/plugin/graph": ("Degree Range",),
    "filters/plugin/dynamic": ("Dynamic Range",),
    "filters/api": ("Attributes", "Topology", "Edges"),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def sights(graph: kg.Graph, folder: Path) -> Mapping[str, Sight]:
    """What Gephi shows in each picture, and after the timeline alone."""
    return drawn(graph, folder, {**DRAWINGS, "timeline": Drawing(300, (MONTH,))})


def test_gephi_shows_what_the_guide_counts(graph: kg.Graph, sights: Mapping[str, Sight]) -> None:
    found = {name: (sight.nodes, sight.edges) for name, sight in sights.items()}
    assert found["gephi-opened"] == (len(graph.network.nodes), len(graph.network.edges))
    assert found["gephi-control"] == (ends(control(graph)), len(control(graph)))
    assert found["gephi-october"] == (ends(within(graph)), len(within(graph)))
    assert "{} nodes, {} edges".format(*found["gephi-opened"]) in README


def test_the_timeline_keeps_what_may_touch_a_month_and_what_has_no_time(
    graph: kg.Graph, sights: Mapping[str, Sight]
) -> None:
    told = re.findall(r"\| step 4: (?:time may|no time)[^|]*\| \d+ \| (\d+) \|", README)
    assert sights["timeline"].edges == sum(map(int, told))
    assert int(told[1]) == len(undated(graph))


def test_names_do_not_lie_on_one_another(sights: Mapping[str, Sight]) -> None:
    for name in DRAWINGS:
        assert sights[name].overlaps * CROWDED <= sights[name].nodes, name


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_picture_is_there_and_can_be_drawn_anew(name: str, folder: Path, sights: Mapping[str, Sight]) -> None:
    assert sights[name].inferred == 1
    for path in (PICTURES / f"{name}.png", folder / f"{name}.png"):
        content = path.read_bytes()
        assert struct.unpack(">I", content[16:20]) == (DRAWINGS[name].width,)
        assert 20_000 < len(content) < BYTES
    assert f"tests/pictures/{name}.png" in README


def test_the_legend_is_that_of_the_palette(graph: kg.Graph) -> None:
    assert (PICTURES / "gephi-legend.svg").read_text(encoding="utf-8") == legend(graph)


@pytest.mark.parametrize("part", SETTINGS)
def test_the_guide_names_things_as_gephi_does(part: str) -> None:
    (jar,) = jars("gephi-toolkit")
    with ZipFile(jar) as opened:
        lines = opened.read(f"org/gephi/{part}/Bundle.properties").decode("latin-1").splitlines()
    names = {line.partition("=")[2].strip() for line in lines}
    guide = README[README.index("## Gephi: five steps") : README.index("### Gephi's neighbours")]
    for name in SETTINGS[part]:
        assert name in names
        assert re.search(rf"\*(?:[^*\n]*› )?{re.escape(name)}(?: ›[^*\n]*)?\*", guide), name
