/** How many claims each choice of a filter would show beside all the others. */

import { LITERAL, NEVER } from "../types";
import type { State } from "../contract";
import type { Facts, Model } from "../types";
import { BY_CERTAINTY, BY_DOCUMENT, BY_INFERRED, BY_MODE, BY_PREDICATE, BY_SINGLE, BY_TYPE, BY_VOICE, BY_WINDOW } from "./filter";
import { LEVELS, eachListed, filterFailures, flagged, inFocus, inferredOf } from "./filter";
import { singleVoiced } from "./propositions";
import { speakersByClaim } from "./speakers";

/** How many claims each choice would show, given all other filters; by the indexes of the model. */
export interface Facets {
  /** Entities that are drawn, not claims. */
  readonly types: Uint32Array;
  /** Entities too. */
  readonly groups: Uint32Array;
  readonly predicates: Uint32Array;
  readonly modes: Uint32Array;
  readonly certainties: Uint32Array;
  readonly documents: Uint32Array;
  /** By node. */
  readonly voices: Uint32Array;
  /** Claims drawn under each policy: strict, default, wide. */
  readonly policies: Uint32Array;
  /** Claims of each line that are drawn. */
  readonly lines: Uint32Array;
  readonly singleVoice: number;
  readonly inferred: number;
  readonly undated: number;
  /** Claims that pass, and no policy draws: predictions, denials and the like. */
  readonly never: number;
}

interface Remembered {
  readonly state: State;
  readonly facts: Facts | null;
  readonly facets: Facets;
}

const LAST_FACETS = new WeakMap<Model, Remembered>();

/** Count what each choice would show; several parts ask for the same. */
export function facets(model: Model, state: State): Facets {
  const last = LAST_FACETS.get(model);
  if (last && last.state === state && last.facts === model.facts) return last.facets;
  const counted = countFacets(model, state);
  LAST_FACETS.set(model, { state, facts: model.facts, facets: counted });
  return counted;
}

function countFacets(model: Model, state: State): Facets {
  const failed = filterFailures(model, state);
  const facts = model.facts;
  const { claims, nodes } = model;
  const counts = {
    ...countTypes(model, state, failed),
    predicates: new Uint32Array(model.predicates.length),
    modes: new Uint32Array(model.modes.length),
    certainties: new Uint32Array(model.certainties.length),
    documents: new Uint32Array(facts?.documents.length ?? 0),
    voices: new Uint32Array(nodes.count),
    policies: new Uint32Array(3),
    lines: new Uint32Array(model.lines.length),
    singleVoice: 0,
    inferred: 0,
    undated: 0,
    never: 0,
  };
  const single = facts && singleVoiced(model, facts, LEVELS[state.policy]);
  const speakers = facts && speakersByClaim(facts);
  const conclusion = inferredOf(model);
  const seen = new Int32Array(counts.documents.length).fill(-1);
  for (let claim = 0; claim < claims.count; claim++) {
    const bits = failed[claim]!;
    if ((bits & ~BY_PREDICATE) === 0) counts.predicates[claims.predicate[claim]!]!++;
    if ((bits & ~BY_INFERRED) === 0 && conclusion(claim)) counts.inferred++;
    if (bits === 0) countDrawn(model, state, claim, counts);
    if (!facts) continue;
    if ((bits & ~BY_MODE) === 0) counts.modes[facts.claims.mode[claim]!]!++;
    if ((bits & ~BY_CERTAINTY) === 0) counts.certainties[facts.claims.certainty[claim]!]!++;
    if ((bits & ~BY_SINGLE) === 0 && single![claim]) counts.singleVoice++;
    if ((bits & ~BY_WINDOW) === 0 && !facts.claims.dated[claim]) counts.undated++;
    if ((bits & ~BY_VOICE) === 0 && speakers![claim] !== LITERAL) counts.voices[speakers![claim]!]!++;
    if ((bits & ~BY_DOCUMENT) === 0) {
      eachListed(facts.claims.evidence, claim, (passage) => {
        const document = facts.passages.document[passage]!;
        if (seen[document] !== claim) counts.documents[document]!++;
        seen[document] = claim;
      });
    }
  }
  return counts;
}

/** Count for each type the entities that switching it on would draw: the other end must not be hidden either. */
function countTypes(model: Model, state: State, failed: Uint16Array): Pick<Facets, "types" | "groups"> {
  const { claims, nodes } = model;
  const off = flagged(model.types, state.hiddenTypes);
  const highest = LEVELS[state.policy];
  const byType = state.focus ? Uint8Array.from(inFocus(model, state.focus)) : new Uint8Array(nodes.count);
  const byGroup = byType.slice();
  for (let claim = 0; claim < claims.count; claim++) {
    const object = claims.object[claim]!;
    if (failed[claim]! & ~BY_TYPE || claims.level[claim]! > highest || object === LITERAL) continue;
    const subject = claims.subject[claim]!;
    const [one, other] = [nodes.type[subject]!, nodes.type[object]!];
    const alike = nodes.group[subject] === nodes.group[object];
    if (one === other || !off[other]) byType[subject] = 1;
    if (one === other || !off[one]) byType[object] = 1;
    if (alike || !off[other]) byGroup[subject] = 1;
    if (alike || !off[one]) byGroup[object] = 1;
  }
  const types = new Uint32Array(model.types.length);
  const groups = new Uint32Array(model.groups.length);
  byType.forEach((drawn, node) => (types[nodes.type[node]!]! += drawn));
  byGroup.forEach((drawn, node) => (groups[nodes.group[node]!]! += drawn));
  return { types, groups };
}

type Drawn = Pick<Facets, "policies" | "lines"> & { never: number };

function countDrawn(model: Model, state: State, claim: number, counts: Drawn): void {
  const level = model.claims.level[claim]!;
  if (level === NEVER) counts.never++;
  if (level === NEVER || model.claims.object[claim] === LITERAL) return;
  for (let policy = level; policy < counts.policies.length; policy++) counts.policies[policy]!++;
  if (level <= LEVELS[state.policy]) counts.lines[model.claims.line[claim]!]!++;
}
