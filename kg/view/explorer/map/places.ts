// Places: where they are, how many claims name them, and of what kind these are.

import { DEFAULT, LITERAL } from "../types";
import type { Visible } from "../contract";
import type { Facts, Model } from "../types";
import type { Standing } from "./told";
import { projected } from "./mercator";
import type { Place2D } from "./mercator";

/** Claims of one relation that name a place: `sure` where they are told as facts by a voice. */
export interface Share {
  readonly slot: number;
  readonly sure: boolean;
  readonly count: number;
}

/** The relations that name places most, in that order: each has a colour of its own, all others share one. */
export interface Slots {
  readonly labels: readonly string[];
  readonly of: Uint8Array;
}

/** A place as the map and its list show it. */
export interface Spot extends Partial<Place2D> {
  readonly node: number;
  readonly label: string;
  /** A region rather than a point: its position only says whereabouts. */
  readonly area: boolean;
  claims: number;
  shares: readonly Share[];
  standing: Standing | null;
}

export type Positioned = Spot & Place2D;

const PLACE_GROUP = "Place"; // the palette's name for places
const INFERRED_LINE = "inferred"; // the palette's name for what a curator concluded
const OTHER_RELATIONS = "other relations";

/** Every place, and whatever else has a position. */
export function spotsOf(model: Model, facts: Facts): Spot[] {
  const place = model.groups.findIndex(({ name }) => name === PLACE_GROUP);
  const spots: Spot[] = [];
  for (let node = 0; node < model.nodes.count; node++) {
    const latitude = facts.nodes.latitude[node]!;
    const longitude = facts.nodes.longitude[node]!;
    const known = Number.isFinite(latitude) && Number.isFinite(longitude);
    if (!known && model.nodes.group[node] !== place) continue;
    const area = model.types[model.nodes.type[node]!]?.area === true;
    const spot: Spot = { node, label: model.nodes.label.at(node), area, claims: 0, shares: [], standing: null };
    spots.push(known ? { ...spot, ...projected(longitude, latitude) } : spot);
  }
  return spots;
}

export function isPositioned(spot: Spot): spot is Positioned {
  return spot.x !== undefined && spot.y !== undefined;
}

/** Give each relation its slot: by how many claims of it name places that the map can show. */
export function slotsOf(model: Model, spots: readonly Spot[], most: number): Slots {
  const { claims, predicates } = model;
  const shown = new Uint8Array(model.nodes.count);
  for (const spot of spots) if (isPositioned(spot)) shown[spot.node] = 1;
  const counts = new Uint32Array(predicates.length);
  for (let claim = 0; claim < claims.count; claim++) {
    const object = claims.object[claim]!;
    if (shown[claims.subject[claim]!] || (object !== LITERAL && shown[object])) counts[claims.predicate[claim]!]!++;
  }
  const order = [...predicates.keys()].filter((at) => counts[at]).sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, most);
  const of = new Uint8Array(predicates.length).fill(order.length);
  order.forEach((predicate, slot) => (of[predicate] = slot));
  return { labels: [...order.map((predicate) => predicates[predicate]!.label), OTHER_RELATIONS], of };
}

/** Count the visible claims that name each place, by relation, and apart those that are not told as facts. */
export function countSpots(model: Model, visible: Visible, spots: readonly Spot[], slots: Slots): void {
  const kinds = slots.labels.length * 2;
  const row = new Int32Array(model.nodes.count).fill(-1);
  spots.forEach(({ node }, at) => (row[node] = at));
  const counts = new Uint32Array(spots.length * kinds);
  const { claims } = model;
  const inferred = model.lines.findIndex(({ name }) => name === INFERRED_LINE);
  for (let claim = 0; claim < claims.count; claim++) {
    if (!visible.claims[claim]) continue;
    const object = claims.object[claim]!;
    const [one, other] = [row[claims.subject[claim]!]!, object === LITERAL ? -1 : row[object]!];
    if (one < 0 && other < 0) continue;
    const sure = claims.level[claim]! <= DEFAULT && claims.line[claim] !== inferred;
    const kind = slots.of[claims.predicate[claim]!]! * 2 + (sure ? 0 : 1);
    if (one >= 0) counts[one * kinds + kind]!++;
    if (other >= 0 && other !== one) counts[other * kinds + kind]!++;
  }
  spots.forEach((spot, at) => {
    const shares: Share[] = [];
    spot.claims = 0;
    for (let kind = 0; kind < kinds; kind++) {
      const count = counts[at * kinds + kind]!;
      if (!count) continue;
      spot.claims += count;
      shares.push({ slot: kind >> 1, sure: kind % 2 === 0, count });
    }
    spot.shares = shares;
  });
}

/** Say what is told of a place. */
export function shareWords(shares: readonly Share[], { labels }: Slots): string {
  const list = (sure: boolean): string => shares.filter((share) => share.sure === sure).map(({ slot, count }) => `${labels[slot]} ${count}`).join(", ");
  const [facts, others] = [list(true), list(false)];
  return [facts, others && `not told as fact: ${others}`].filter(Boolean).join("; ");
}

/** Places that visible claims join with an entity. */
export function linkedWith(model: Model, visible: Visible, node: number): ReadonlySet<number> {
  const found = new Set<number>();
  const { claims } = model;
  for (let claim = 0; claim < claims.count; claim++) {
    if (!visible.claims[claim]) continue;
    if (claims.subject[claim] === node && claims.object[claim] !== LITERAL) found.add(claims.object[claim]!);
    if (claims.object[claim] === node) found.add(claims.subject[claim]!);
  }
  return found;
}
