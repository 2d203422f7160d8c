// The selection as GEXF 1.3 for Gephi, with the attributes that kg/export/gexf.py has (https://gexf.net/schema.html).

import { claimAddress, entityAddress } from "../claim/cite";
import type { Facts, Model } from "../types";
import { boundsOf, chainsOf, distinct, documentsOf, isoOfDay, quotesOf, edgeTimes } from "./edges";
import type { EdgeRow, Selection, Spell } from "./edges";
import { contentKey } from "../data/content-key";

const XML_ILLEGAL = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const XML_ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const JOINER = "\u2060"; // shows as nothing
const NODE_COLUMNS: readonly (readonly [string, string])[] = [
  ["entity_type", "string"], ["aliases", "liststring"], ["iri", "string"], ["latitude", "double"], ["longitude", "double"], ["description", "string"],
];
const EDGE_COLUMNS: readonly (readonly [string, string])[] = [
  ["predicate", "string"], ["claims", "liststring"], ["quotes", "liststring"], ["voices", "liststring"], ["documents", "liststring"],
  ["modes", "liststring"], ["certainty", "string"], ["inferred", "boolean"], ["unconfirmed", "boolean"], ["edtf", "liststring"],
  ["start", "string"], ["end", "string"],
];

type CellValue = string | number | boolean | readonly string[] | null;

/** Give the file's lines. */
export function gexfLines(model: Model, facts: Facts, selection: Selection): string[] {
  const isDated = selection.edges.some(({ spells }) => spells.some(([first, last]) => first !== null || last !== null));
  const dynamic = ' mode="dynamic" timeformat="date" timerepresentation="interval" timezone="UTC"';
  const about = `${model.title} (a selection; one edge for each subject, predicate and object; weight = number of independent voices, where inferred of those that it rests on)`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    `<meta><creator>kg</creator><description>${xmlText(about)}</description></meta>`,
    `<graph defaultedgetype="directed"${isDated ? dynamic : ' mode="static"'}>`,
    ...columnLines("node", NODE_COLUMNS),
    ...columnLines("edge", EDGE_COLUMNS),
    `<nodes count="${selection.nodes.length}">`,
    ...selection.nodes.map((node) => nodeLine(model, facts, node)),
    "</nodes>",
    `<edges count="${selection.edges.length}">`,
    ...selection.edges.map((edge) => edgeLine(model, facts, edge)),
    "</edges>",
    "</graph>",
    "</gexf>",
  ].map((line) => `${line}\n`);
}

function columnLines(kind: string, columns: readonly (readonly [string, string])[]): string[] {
  const lines = columns.map(([name, type]) => `<attribute id="${name}" title="${name}" type="${type}"/>`);
  return [`<attributes class="${kind}" mode="static">`, ...lines, "</attributes>"];
}

function nodeLine(model: Model, facts: Facts, node: number): string {
  const { nodes } = model;
  const number = (value: number): number | null => (Number.isNaN(value) ? null : value);
  const values: Record<string, CellValue> = {
    entity_type: model.types[nodes.type[node]!]!.name,
    aliases: facts.nodes.aliases.at(node).split("\n").filter(Boolean),
    iri: entityAddress(model, node),
    latitude: number(facts.nodes.latitude[node]!),
    longitude: number(facts.nodes.longitude[node]!),
    description: facts.nodes.description.at(node),
  };
  const place = `<viz:position x="${nodes.x[node]}" y="${0 - nodes.y[node]!}"/>`;
  const id = nodes.id.at(node);
  const look = `${place}${colourOf(model.groups[nodes.group[node]!]!.colour)}`;
  return `<node id="id:${xmlText(id)}" label="${xmlText(nodes.label.at(node) || id)}">${cellLines(values)}${look}</node>`;
}

function edgeLine(model: Model, facts: Facts, edge: EdgeRow): string {
  const { name, label } = model.predicates[edge.predicate]!;
  const [from, to] = [model.nodes.id.at(edge.subject), model.nodes.id.at(edge.object)];
  const [first, last] = boundsOf(edge);
  const values: Record<string, CellValue> = {
    predicate: name,
    claims: edge.claims.map((claim) => claimAddress(model, claim)),
    quotes: quotesOf(facts, edge),
    voices: chainsOf(model, facts, edge),
    documents: documentsOf(facts, edge),
    modes: edge.modes,
    certainty: edge.certainty,
    inferred: edge.inferred,
    unconfirmed: edge.unconfirmed,
    edtf: edgeTimes(facts, edge),
    start: first === null ? null : isoOfDay(first),
    end: last === null ? null : isoOfDay(last),
  };
  const line = Math.min(...edge.claims.map((claim) => model.claims.line[claim]!));
  const head = `<edge id="edge:${contentKey(from, name, to)}" source="id:${xmlText(from)}" target="id:${xmlText(to)}"`;
  const what = ` kind="${xmlText(name)}" label="${xmlText(markedLabel(label, edge))}" weight="${Math.max(1, edge.voices.length)}">`;
  return `${head}${what}${cellLines(values)}${spellLines(edge.spells)}${colourOf(model.lines[line]!.colour)}</edge>`;
}

/** An edge's label with what keeps it from being a plain fact, as in the files that `kg export` writes. */
function markedLabel(label: string, edge: EdgeRow): string {
  const mark = edge.unconfirmed ? "unconfirmed" : edge.inferred ? "inferred" : "";
  return mark ? `${label} (${mark})` : label;
}

function spellLines(spells: readonly Spell[]): string {
  const bounded = spells.filter(([first, last]) => first !== null || last !== null);
  const bound = (name: string, day: number | null): string => (day === null ? "" : ` ${name}="${isoOfDay(day)}"`);
  const inner = bounded.map(([first, last]) => `<spell${bound("start", first)}${bound("end", last)}/>`).join("");
  return inner ? `<spells>${inner}</spells>` : "";
}

function colourOf(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `<viz:color r="${red}" g="${green}" b="${blue}"/>`;
}

function cellLines(values: Readonly<Record<string, CellValue>>): string {
  const cells = Object.entries(values).filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && !value.length));
  const inner = cells.map(([name, value]) => `<attvalue for="${name}" value="${cellText(value)}"/>`).join("");
  return inner ? `<attvalues>${inner}</attvalues>` : "";
}

function cellText(value: CellValue): string {
  if (typeof value === "string") return xmlText(withoutInfinity(value));
  return Array.isArray(value) ? xmlText(withoutInfinity(`[${distinct(value).map(listItem).join(", ")}]`)) : String(value);
}

/** An item of a list as Gephi reads it: quoted; line ends stay as they are, since Gephi reads `\n` as an n. */
function listItem(item: string): string {
  return `"${item.replace(XML_ILLEGAL, "").replace(/["\\]/g, "\\$&")}"`;
}

/** Keep Gephi from reading INF inside any text as infinity. */
function withoutInfinity(text: string): string {
  return text.replaceAll("INF", `I${JOINER}NF`);
}

/** A text as it stands in an XML attribute; characters that XML does not have are dropped. */
function xmlText(text: string): string {
  const legal = text.replace(XML_ILLEGAL, "").replace(/[&<>"]/g, (char) => XML_ENTITIES[char]!);
  return legal.replace(/[\t\n\r\x85\u2028]/g, (char) => `&#${char.charCodeAt(0)};`);
}
