// What the page's state and the pointer put into the light: an entity with its neighbours, a claim, an edge, a path.

import type { App } from "../types";
import type { Light } from "./light";
import { linkClaims } from "./links";
import type { Scene } from "./scene";

const SHADE_POINTED = 0.76;
const SHADE_CHOSEN = 0.6;

export class Chosen {
  private readonly app: App;
  private readonly scene: Scene;

  constructor(app: App, scene: Scene) {
    this.app = app;
    this.scene = scene;
  }

  /** Claims that the state names, by claim or by edge, or on a path. */
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
    const links = this.linksOf(this.claims());
    const all = [...ids.map((id) => app.node(id)), ...links.flatMap((link) => [scene.links.from[link]!, scene.links.to[link]!])];
    return [...new Set(all)].filter((node) => node >= 0 && scene.drawn[node] === 1);
  }

  /** Put into the light what the pointer is on, or else what is chosen; null where there is neither. */
  light(node: number, link: number, shade?: number): Light | null {
    const { app, scene } = this;
    const marked = this.linksOf(this.claims());
    const entity = app.state.entity === null ? -1 : app.node(app.state.entity);
    const chosen = entity >= 0 && scene.drawn[entity] === 1 ? entity : -1;
    const centre = node >= 0 ? node : link >= 0 ? -1 : chosen;
    if (node < 0 && link < 0 && chosen < 0 && marked.length === 0) return null;
    const pointed = link >= 0 ? [link] : [];
    const links = [...pointed, ...(centre >= 0 ? scene.linksAt(centre) : []), ...marked];
    const ends = links.flatMap((one) => [scene.links.from[one]!, scene.links.to[one]!]);
    const rings = [...new Set([node, chosen].filter((one) => one >= 0))];
    return {
      links: [...new Set(links)],
      nodes: [...new Set([...ends, ...rings])],
      rings,
      marked,
      shade: shade ?? (node >= 0 || link >= 0 ? SHADE_POINTED : SHADE_CHOSEN),
    };
  }
}
