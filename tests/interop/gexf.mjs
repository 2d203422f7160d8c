// Reads GEXF files with graphology-gexf as it is by default, that is strictly, and tells what arrived.
import { readFileSync } from "node:fs";
import Graph from "graphology";
import gexf from "graphology-gexf";

function told(file) {
  const graph = gexf.parse(Graph, readFileSync(file, "utf8"));
  const quotes = graph.mapEdges((_, attributes) => attributes.quotes).flat();
  const colors = graph.mapNodes((_, attributes) => attributes.color);
  return { order: graph.order, size: graph.size, multi: graph.multi, quotes, colors };
}

console.log(JSON.stringify(process.argv.slice(2).map(told)));
