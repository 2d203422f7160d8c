// Expanding and collapsing: which entities the reader looks at, as a list of ids that stands in the address.

import { visible } from "../data/filter";
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

/** Show an entity's neighbours too; where everything is shown, show only the entity and them. Gives how many came. */
export function expand(app: App, node: number): number {
  const id = app.model.nodes.id;
  const before = new Set(app.state.focus ?? []);
  const focus = new Set([...before, id.at(node), ...[...neighboursOf(app, node)].map((other) => id.at(other))]);
  app.set({ focus: [...focus] });
  return focus.size - before.size;
}

/** Take away an entity's neighbours that nothing else in sight is joined to. Gives how many went, -1 for too many to list. */
export function collapse(app: App, node: number): number {
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
  if (gone.size === 0) return 0;
  if (app.visible.nodeCount - gone.size > MOST_KEPT) return -1;
  const kept: string[] = [];
  app.visible.nodes.forEach((drawn, other) => {
    if (drawn === 1 && !gone.has(other)) kept.push(nodes.id.at(other));
  });
  app.set({ focus: kept });
  return gone.size;
}
