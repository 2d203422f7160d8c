"""The pages' TypeScript without a browser: a few lines that import our modules, run by Node."""

import json
import subprocess
from pathlib import Path
from typing import Any

from helpers import INTEROP
from helpers import ROOT
from helpers import need
from helpers import node_modules

from kg.graph import Graph
from kg.view.columns import columns

EXPLORER = ROOT / "kg" / "view" / "explorer"
SECONDS = 240  # for one run
MODEL = """
import { loadCore, loadFacts } from "./data/load";
Object.assign(globalThis, {document: {
  readyState: "complete",
  getElementById: (id: string) => (id in given.parts ? {textContent: given.parts[id], remove: () => {}} : null),
}});
const model = await loadCore();
(model as any).facts = await loadFacts(model);
"""
BEFORE = """
import {{ readFileSync }} from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
{code}
"""


class Modules:
    """A script that was bundled once and runs as often as it is called."""

    def __init__(self, code: str, folder: Path) -> None:
        """Bundle a script. It imports from ``./`` as if it stood in ``kg/view/explorer`` and reads ``given``."""
        node_modules()
        self._script = folder / "script.mjs"
        command = [str(INTEROP / "node_modules" / ".bin" / "esbuild"), "--bundle", "--platform=node", "--format=esm"]
        options = ["--loader=ts", "--tsconfig-raw={}", "--log-level=warning", f"--outfile={self._script}"]
        text = BEFORE.format(code=code)
        subprocess.run([*command, *options], cwd=EXPLORER, input=text, text=True, check=True, timeout=SECONDS)

    def __call__(self, given: object) -> Any:  # noqa: ANN401  # JSON
        """Run it; what it prints is the answer, as JSON."""
        command = [need("node"), str(self._script)]
        done = subprocess.run(
            command, input=json.dumps(given), capture_output=True, text=True, check=False, timeout=SECONDS
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def told(graph: Graph) -> dict[str, Any]:
    """The page's data, as the page holds them."""
    return {"parts": {name: part.result() for name, part in columns(graph).parts.items()}}
