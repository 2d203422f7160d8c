// Expanding and collapsing: which entities the reader looks at, as a list of ids that stands in the address.

import { visible } from "../data/filter";
import { counted } from "../dom";
import { LITERAL } from "../types";
import type { App } from "../contract";

const MOST_KEPT = 5_000; // ids that an address may list

/** Entities that an edge joins to one, under every filter but the focus. */
function neighboursOf(app: App, node: number): Set<number> {
  const { subject, object } = app.model.claims;
  const { edges } = app.state.focus === null ? app.visible : visible(app.model, { ...app.state, focus: null });
  const found = new Set<number>();
  for (let claim = 0; claim < edges.length; claim++) {
    if (edges[claim] !== 1 || object[claim] === LITERAL) continue;
    if (subject[claim] === node) found.add(object[claim]!);
    else if (object[claim] === node) found.add(subject[claim]!);
  }
  found.delete(node);
  return found;
}

/** Show an entity's neighbours too; where everything is shown, show only the entity and them. Gives what to say of it. */
export function expand(app: App, node: number): string {
  const { id, label } = app.model.nodes;
  const before = new Set(app.state.focus ?? []);
  const focus = new Set([...before, id.at(node), ...[...neighboursOf(app, node)].map((other) => id.at(other))]);
  app.set({ focus: [...focus] });
  const came = focus.size - before.size;
  if (came === 0) return `All neighbours of ${label.at(node)} are in sight`;
  return `${counted(came, "entity", "entities")} more in sight, around ${label.at(node)}`;
}

/** Take away an entity's neighbours that nothing else in sight is joined to. Gives what to say of it. */
export function collapse(app: App, node: number): string {
  const { claims, nodes } = app.model;
  const ends = new Map<number, Set<number>>();
  app.visible.edges.forEach((drawn, claim) => {
    const [s, o] = [claims.subject[claim]!, claims.object[claim]!];
    if (drawn !== 1 || o === LITERAL || s === o) return;
    for (const [one, other] of [[s, o], [o, s]] as const) {
      const known = ends.get(one);
      if (known === undefined) ends.set(one, new Set([other]));
      else known.add(other);
    }
  });
  const gone = new Set([...(ends.get(node) ?? [])].filter((other) => ends.get(other)?.size === 1));
  if (gone.size === 0) return `Every neighbour of ${nodes.label.at(node)} has other edges`;
  if (app.visible.nodeCount - gone.size > MOST_KEPT) return "Too many entities are in sight: filter them or expand a single one first";
  const kept: string[] = [];
  app.visible.nodes.forEach((drawn, other) => {
    if (drawn === 1 && !gone.has(other)) kept.push(nodes.id.at(other));
  });
  app.set({ focus: kept });
  return `${counted(gone.size, "neighbour")} of ${nodes.label.at(node)} hidden`;
}
