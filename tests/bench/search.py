"""Search by any spelling in the explorer, over as many labels as asked for.

``PYTHONPATH=tests:tests/bench python tests/bench/search.py [NODES]`` prints how long the index takes, made in
steps while the page is idle, and the median and the longest time of a query: whole names, beginnings, parts,
names with a typo, several words, single letters, and what nothing is spelt like. It runs under Node, on the
engine that Chromium has.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pages_data
from modules import MODEL
from modules import Modules

NODES = 100_000
QUERIES = 20
CODE = f"""
import {{ SearchIndex }} from "./search/spellings";
{MODEL}
const index = new SearchIndex(model);
const begun = performance.now();
while (index.step());
const built = performance.now() - begun;
const labels = Array.from({{length: given.queries}}, (_, at) => model.nodes.label.at((at * 7919) % model.nodes.count));
const names = labels.flatMap((label) => [label, label.slice(0, 3), label.slice(2, 5), "x" + label.slice(1)]);
const words = labels.flatMap((label) => [`${{label}} ${{labels[7]}}`, `a b c d ${{label[0]}}`, label[0]!]);
const asked = [...names, ...words, "enttiy", "entity1x", "qqqqqqqqqq"];
for (const query of asked) index.find(query);
const times = asked.map((query) => {{
  const start = performance.now();
  index.find(query);
  return performance.now() - start;
}}).sort((one, other) => one - other);
console.log(JSON.stringify([built, times[times.length >> 1], times[times.length - 1]]));
"""


def main(nodes: int) -> None:
    """Measure and print."""
    columns = pages_data.made(nodes, 2 * nodes)
    with TemporaryDirectory() as folder:
        search = Modules(CODE, Path(folder))
        given = {"parts": {name: part.result() for name, part in columns.parts.items()}, "queries": QUERIES}
        built, middle, longest = search(given)
    print(f"{nodes:,} labels: index {built:,.0f} ms; a query {middle:.1f} ms (median), {longest:.1f} ms (longest)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NODES)
