// What the page's state and the pointer put into the light: an entity with its neighbours, a claim, an edge, a path.

import { evidencePaths } from "../paths/shortest";
import { counted } from "../dom";
import type { App, State } from "../contract";
import type { Model } from "../types";
import type { Light } from "../draw/light";
import { linkClaims } from "../draw/links";
import type { Scene } from "../draw/scene";

const SHADE_POINTED = 0.76;
const SHADE_CHOSEN = 0.6;

/** A path as it is drawn: every claim of its hops, and the one that each hop rests on best. */
interface Route {
  readonly claims: ReadonlySet<number>;
  readonly best: readonly number[];
  readonly words: string;
}

export class Chosen {
  private readonly app: App;
  private readonly scene: Scene;
  private marked: readonly number[] = [];
  private onPath: readonly number[] = [];

  constructor(app: App, scene: Scene) {
    this.app = app;
    this.scene = scene;
  }

  /** Look anew at what the state names; gives the path that is asked for in a few words, empty without one. */
  refresh(): string {
    const route = this.route();
    this.onPath = this.linksOf(route.claims);
    this.marked = this.linksOf(new Set([...this.claims(), ...route.best]));
    return route.words;
  }

  private route(): Route {
    const { app } = this;
    const [one, other] = (app.state.path ?? []).map((id) => app.node(id));
    const nothing = { claims: new Set<number>(), best: [], words: "" };
    if (one === undefined || other === undefined || one < 0 || other < 0) return nothing;
    const label = app.model.nodes.label;
    const { paths, distance, total } = evidencePaths(app.model, app.visible, one, other);
    const [steps] = paths;
    if (steps === undefined) {
      const why = distance === null || distance === 0 ? "No drawn edges lead" : `The shortest way is ${counted(distance, "hop")} long`;
      return { ...nothing, words: `${why} from ${label.at(one)} to ${label.at(other)}` };
    }
    const way = [label.at(one), ...steps.map((step) => label.at(step.target))].join(" – ");
    return {
      claims: new Set(steps.flatMap((step) => [...step.claims])),
      best: steps.map((step) => step.claim),
      words: `${counted(steps.length, "hop")}: ${way}${total > 1 ? ` (the first of ${total} shortest paths)` : ""}`,
    };
  }

  /** Claims that the state names, by claim or by edge. */
  private claims(): Set<number> {
    const { app } = this;
    const { claims, predicates } = app.model;
    const found = new Set<number>();
    if (app.state.claim !== null) found.add(app.claim(app.state.claim));
    const [s, p, o] = app.state.edge?.split(" ") ?? [];
    if (s !== undefined && p !== undefined && o !== undefined) {
      const [subject, object] = [app.node(s), app.node(o)];
      const predicate = predicates.findIndex(({ name }) => name === p);
      for (let claim = 0; claim < claims.count; claim++) {
        if (claims.subject[claim] === subject && claims.predicate[claim] === predicate && claims.object[claim] === object) found.add(claim);
      }
    }
    found.delete(-1);
    return found;
  }

  /** Curves that stand for any of some claims. */
  private linksOf(claims: ReadonlySet<number>): number[] {
    const { links } = this.scene;
    const found: number[] = [];
    if (claims.size === 0) return found;
    for (let link = 0; link < links.count; link++) {
      if (links.size[link] === 1 ? claims.has(links.members[links.first[link]!]!) : linkClaims(links, link).some((one) => claims.has(one))) {
        found.push(link);
      }
    }
    return found;
  }

  /** Entities that the reader should have in sight. */
  nodes(): number[] {
    const { app, scene } = this;
    const ids = [app.state.entity, ...(app.state.path ?? [])].filter((id) => id !== null);
    const links = [...this.marked, ...this.onPath];
    const all = [...ids.map((id) => app.node(id)), ...links.flatMap((link) => [scene.links.from[link]!, scene.links.to[link]!])];
    return [...new Set(all)].filter((node) => node >= 0 && scene.drawn[node] === 1);
  }

  /** Put into the light what the pointer is on, or else what is chosen; null where there is neither. */
  light(node: number, link: number, shade?: number): Light | null {
    const { app, scene } = this;
    const marked = [...this.marked];
    const tips = (app.state.path ?? []).map((id) => app.node(id)).filter((end) => end >= 0 && scene.drawn[end] === 1);
    const entity = app.state.entity === null ? -1 : app.node(app.state.entity);
    const chosen = entity >= 0 && scene.drawn[entity] === 1 ? entity : -1;
    const route = this.onPath.length > 0;
    const centre = node >= 0 ? node : link >= 0 || route ? -1 : chosen;
    if (node < 0 && link < 0 && chosen < 0 && marked.length === 0) return null;
    const pointed = link >= 0 ? [link] : [];
    const links = [...pointed, ...(centre >= 0 ? scene.linksAt(centre) : []), ...this.onPath, ...marked];
    const ends = links.flatMap((one) => [scene.links.from[one]!, scene.links.to[one]!]);
    const rings = [...new Set([node, chosen, ...(route ? tips : [])].filter((one) => one >= 0))];
    return {
      links: [...new Set(links)],
      nodes: [...new Set([...ends, ...rings])],
      rings,
      marked,
      shade: shade ?? (node >= 0 || link >= 0 ? SHADE_POINTED : SHADE_CHOSEN),
    };
  }
}

/** What to set when an entity is chosen. */
export function choiceOfNode(model: Model, node: number): Partial<State> {
  return { entity: model.nodes.id.at(node), claim: null, edge: null };
}

/** What to set when a claim is chosen: before its key is there, the edge that it stands for. */
export function choiceOfClaim(model: Model, claim: number): Partial<State> {
  if (model.facts !== null) return { claim: model.facts.claims.key.at(claim), entity: null, edge: null };
  const { subject, object, predicate } = model.claims;
  const { id } = model.nodes;
  const edge = `${id.at(subject[claim]!)} ${model.predicates[predicate[claim]!]!.name} ${id.at(object[claim]!)}`;
  return { edge, entity: null, claim: null };
}
