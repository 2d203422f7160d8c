// Reads a GEXF file with graphology-gexf as it is by default, that is strictly, and tells what arrived.
import { readFileSync } from "node:fs";
import Graph from "graphology";
import gexf from "graphology-gexf";

const graph = gexf.parse(Graph, readFileSync(process.argv[2], "utf8"));
const quotes = graph.mapEdges((_, attributes) => attributes.quotes).flat();
const colors = graph.mapNodes((_, attributes) => attributes.color);
console.log(JSON.stringify({ order: graph.order, size: graph.size, multi: graph.multi, quotes, colors }));
