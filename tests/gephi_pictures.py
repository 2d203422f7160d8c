"""The pictures of the guide to Gephi: ``python tests/gephi_pictures.py`` has Gephi's toolkit draw them."""

import subprocess
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from gephi_guide import CONTROL
from gephi_guide import MONTH
from gephi_guide import legend
from helpers import INTEROP
from helpers import ROOT
from helpers import need
from servers import jars

import kg
from kg.export.gexf import write

Steps: TypeAlias = tuple[tuple[str, object], ...]

PICTURES = ROOT / "tests" / "pictures"
PATIENCE = 300  # seconds


@dataclass(frozen=True, slots=True)
class Drawing:
    """What Gephi is asked to draw.

    Attributes:
        width: in pixels; the height is what is in sight.
        steps: (name, value) of each step that ``GephiPictures.java`` knows, in their order.
    """

    width: int
    steps: Steps = ()


CLOSE: Steps = (("degree", 1), ("thickness", 4), ("arrows", 7), ("edge-labels", 20))
DRAGGED = {  # by hand, so to speak: nodes whose label or edge lies on another's, and how far they go right and up
    "gephi-control": {
        "AlliedForcesOfSAA": (66, 329),
        "AlmostAllISTerritoryInSyria": (25, 44),
        "DamascusToDeirEzZorCorridor": (465, -27),
        "GovernmentHeldRecapturedTerritories": (-466, -240),
        "GroundLostByIS": (-722, 245),
        "ISTerritoryInIraq": (186, -30),
        "ISTerritoryInLibya": (-187, 137),
        "ISTerritoryInSyria": (189, -114),
        "KurdishHeldTerritories": (770, -330),
        "KurdishForces": (800, -250),
        "LargeSwathesWithinIraq": (-300, 0),
        "LargeSwathesWithinSyria": (-311, 100),
        "ProGovernmentForces": (-100, 0),
        "Qaryatayn": (-60, 150),
        "RecentlyCapturedTerritoriesEasternSyria": (441, 50),
        "Sukhna": (-170, 124),
        "TownsEastOfHama": (190, 63),
        "WestBankDeirEzZorToAbuKamal": (804, 376),
    },
    "gephi-october": {
        "AlliedForcesOfSAA": (-94, 59),
        "AttacksFromSukhnaWesternAxis": (-180, 90),
        "EliminationOfISFightersAtQaryatayn": (-60, -180),
        "ISWithdrawalOctober2017": (48, 472),
        "ProGovernmentForces": (-260, -40),
        "SyrianStateMedia": (126, -178),
    },
}
DRAWINGS: Mapping[str, Drawing] = {
    "gephi-opened": Drawing(2000, (("font", 18), ("thickness", 3), ("arrows", 7))),
    "gephi-control": Drawing(1400, (("edges", f"predicate:{'|'.join(CONTROL)}"), ("curved", "false"), *CLOSE)),
    "gephi-october": Drawing(
        1400,
        (("edges-equal", "start:2017-.*"), ("edges-equal", "end:2017-.*"), ("time", f"{MONTH[0]}/{MONTH[1]}"), *CLOSE),
    ),
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What Gephi shows in a picture: nodes, edges, how many of these are inferred, labels that lie on one another."""

    nodes: int
    edges: int
    inferred: int
    overlaps: int


def drawn(graph: kg.Graph, folder: Path, drawings: Mapping[str, Drawing] = DRAWINGS) -> dict[str, Sight]:
    """Write pictures into a folder, and give what is in sight in each."""
    return dict(_seen(graph, folder, drawings))


def _seen(graph: kg.Graph, folder: Path, drawings: Mapping[str, Drawing]) -> Iterator[tuple[str, Sight]]:
    (jar,) = jars("gephi-toolkit")
    with TemporaryDirectory() as name:
        file = Path(name) / "graph.gexf"
        file.write_text("".join(write(graph)), encoding="utf-8", newline="\n")
        wanted = "".join(_line(file, folder, *one) for one in drawings.items())
        command: list[object] = [need("java"), "-Djava.awt.headless=true", "-cp", jar, INTEROP / "GephiPictures.java"]
        done = subprocess.run(
            list(map(str, command)), input=wanted, capture_output=True, encoding="utf-8", check=True, timeout=PATIENCE
        )
    for line in done.stdout.splitlines():
        path, *counts = line.split("\t")
        yield Path(path).stem, Sight(*map(int, counts))


def _line(file: Path, folder: Path, name: str, drawing: Drawing) -> str:
    dragged = (("drag", f"id:{node},{right},{up}") for node, (right, up) in DRAGGED.get(name, {}).items())
    steps = (f"{step}={value}" for step, value in (*drawing.steps, *dragged))
    return "\t".join([str(file), str(folder / f"{name}.png"), str(drawing.width), *steps]) + "\n"


if __name__ == "__main__":
    built = kg.build(kg.read(ROOT / "seeds"))
    (PICTURES / "gephi-legend.svg").write_text(legend(built), encoding="utf-8", newline="\n")
    for picture, sight in drawn(built, PICTURES).items():
        print(picture, sight)  # noqa: T201  # for whoever takes them anew
