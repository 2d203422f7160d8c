// The selection as CSV (RFC 4180, UTF-8): entities, and edges with their evidence. No cell is a formula.

import { claimAddress, entityAddress } from "../claim/cite";
import type { Facts, Model } from "../types";
import { boundsOf, chainsOf, documentsOf, isoOfDay, quotesOf, edgeTimes } from "./edges";
import type { EdgeRow, Selection } from "./edges";

const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
const LIST_JOINER = "; ";

type Cell = string | number | boolean | readonly string[];

export function entityLines(model: Model, facts: Facts, selection: Selection): string[] {
  const columns = ["id", "iri", "label", "type", "aliases", "latitude", "longitude", "description"];
  return [csvLine(columns), ...selection.nodes.map((node) => csvLine(entityCells(model, facts, node)))];
}

function entityCells({ nodes, types, ...model }: Model, facts: Facts, node: number): Cell[] {
  const { aliases, latitude, longitude, description } = facts.nodes;
  return [
    nodes.id.at(node),
    entityAddress({ nodes, types, ...model }, node),
    nodes.label.at(node),
    types[nodes.type[node]!]!.name,
    aliases.at(node).split("\n").filter(Boolean),
    latitude[node]!,
    longitude[node]!,
    description.at(node),
  ];
}

export function edgeLines(model: Model, facts: Facts, selection: Selection): string[] {
  const columns = [
    "source", "predicate", "target", "modes", "certainty", "inferred", "unconfirmed", "source_label", "predicate_label",
    "target_label", "weight", "independent_voices", "voices_that_it_rests_on", "valid_time", "start", "end", "voices", "documents", "quotes", "claims",
  ];
  return [csvLine(columns), ...selection.edges.map((edge) => csvLine(edgeCells(model, facts, edge)))];
}

function edgeCells(model: Model, facts: Facts, edge: EdgeRow): Cell[] {
  const { nodes, predicates } = model;
  const { name, label } = predicates[edge.predicate]!;
  const [first, last] = boundsOf(edge);
  return [
    nodes.id.at(edge.subject),
    name,
    nodes.id.at(edge.object),
    edge.modes,
    edge.certainty,
    edge.inferred,
    edge.unconfirmed,
    nodes.label.at(edge.subject),
    label,
    nodes.label.at(edge.object),
    Math.max(1, edge.voices.length),
    edge.saying.map((voice) => nodes.label.at(voice)),
    edge.restedOn.map((voice) => nodes.label.at(voice)),
    edgeTimes(facts, edge),
    first === null ? "" : isoOfDay(first),
    last === null ? "" : isoOfDay(last),
    chainsOf(model, facts, edge),
    documentsOf(facts, edge),
    quotesOf(facts, edge).map((quote) => `“${quote}”`),
    edge.claims.map((claim) => claimAddress(model, claim)),
  ];
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: Cell): string {
  if (typeof value === "number") return Number.isNaN(value) ? "" : String(value);
  const text = typeof value === "boolean" ? String(value) : typeof value === "string" ? value : value.join(LIST_JOINER);
  const harmless = FORMULA_START.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
