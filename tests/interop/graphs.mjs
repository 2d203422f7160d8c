// Reads networks in the formats of graphology and Cytoscape.js with their own code, and tells what arrived.
import { readFileSync } from "node:fs";
import cytoscape from "cytoscape";
import Graph from "graphology";
import { parse } from "graphology-graphml";

function told(graph) {
  const nodes = graph.mapNodes((key, { label, x, y, color }) => [key, label, x, y, color]);
  const edges = graph.mapEdges((key, { kind, quotes }, source, target) => [key, source, target, kind, quotes]);
  return { nodes, edges };
}

function drawn(file) {
  const graph = cytoscape({ headless: true, styleEnabled: true, ...file });
  const nodes = graph.nodes().map((node) => {
    const { x, y } = node.position();
    return [node.id(), node.data("label"), x, y, node.style("background-color"), node.style("shape")];
  });
  const edges = graph.edges().map((edge) => {
    const { source, target, kind, quotes } = edge.data();
    return [edge.id(), source, target, kind, quotes, edge.style("line-style"), edge.style("line-color")];
  });
  graph.destroy(); // its clock would go on
  return { nodes, edges };
}

const READERS = {
  graphml: (text) => told(parse(Graph, text)),
  json: (text) => told(Graph.from(JSON.parse(text))),
  cyjs: (text) => drawn(JSON.parse(text)),
};
const found = process.argv.slice(2).map((name) => READERS[name.split(".").at(-1)](readFileSync(name, "utf8")));
console.log(JSON.stringify(found));
