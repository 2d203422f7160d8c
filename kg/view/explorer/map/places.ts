// Places: where they are, how many claims name them, and of what kind these are.

import { LITERAL, NEVER } from "../types";
import type { Facts, Model, Visible } from "../types";
import type { Standing } from "./told";
import { projected } from "./mercator";
import type { Place2D } from "./mercator";

/** Claims of one kind that name a place. */
export interface Share {
  readonly colour: string;
  readonly label: string;
  readonly count: number;
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
const APART_COLOUR = "#8a8a8a";

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

/** Count the visible claims that name each place, by kind of saying. */
export function countSpots(model: Model, visible: Visible, spots: readonly Spot[]): void {
  const kinds = model.lines.length + 1;
  const row = new Int32Array(model.nodes.count).fill(-1);
  spots.forEach(({ node }, at) => (row[node] = at));
  const counts = new Uint32Array(spots.length * kinds);
  const { claims } = model;
  for (let claim = 0; claim < claims.count; claim++) {
    if (!visible.claims[claim]) continue;
    const kind = claims.level[claim] === NEVER ? kinds - 1 : claims.line[claim]!;
    const object = claims.object[claim]!;
    const [one, other] = [row[claims.subject[claim]!]!, object === LITERAL ? -1 : row[object]!];
    if (one >= 0) counts[one * kinds + kind]!++;
    if (other >= 0 && other !== one) counts[other * kinds + kind]!++;
  }
  spots.forEach((spot, at) => {
    const own = [...counts.subarray(at * kinds, (at + 1) * kinds)];
    spot.claims = own.reduce((sum, count) => sum + count, 0);
    spot.shares = own.flatMap((count, kind) => (count ? [{ ...kindOfShare(model, kind), count }] : []));
  });
}

/** Colour and words of a kind of saying; the last is what is never drawn as an edge. */
export function kindOfShare(model: Model, kind: number): { colour: string; label: string } {
  const line = model.lines[kind];
  return line ? { colour: line.colour, label: line.label } : { colour: APART_COLOUR, label: "not told as fact" };
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
