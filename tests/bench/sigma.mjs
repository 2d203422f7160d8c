// Sigma's page for tests/bench/pages.py: the graph stands in the page as JSON, with places, colours and sizes.
import Graph from "graphology";
import Sigma from "sigma";

const { x, y, size, colour, label, from, to, kind } = JSON.parse(document.getElementById("graph").textContent);
const graph = new Graph({ multi: true, type: "directed" });
x.forEach((_, node) => graph.addNode(node, { x: x[node], y: -y[node], size: size[node], color: colour[node], label: label[node] }));
from.forEach((_, edge) => graph.addEdge(from[edge], to[edge], { kind: kind[edge], color: "#66717d" }));
const container = document.getElementById("stage");
const renderer = new Sigma(graph, container, { allowInvalidContainer: false });
const finished = () => {
  for (const canvas of container.querySelectorAll("canvas")) {
    const gl = canvas.getContext("webgl2");
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4)); // waits until the driver has drawn
  }
};
requestAnimationFrame(() => {
  finished();
  window.drawnAt = performance.now();
});
window.filtered = (hidden) =>
  new Promise((done) => {
    renderer.once("afterRender", () => requestAnimationFrame(() => done(finished())));
    renderer.setSetting("edgeReducer", (_, edge) => (edge.kind === hidden ? { ...edge, hidden: true } : edge));
  });
