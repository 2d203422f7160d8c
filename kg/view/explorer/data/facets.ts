/** How many claims each choice of a filter would show beside all the others. */

import { LITERAL, NEVER } from "../types";
import type { Facts, Model, State } from "../types";
import { BY_CERTAINTY, BY_DOCUMENT, BY_INFERRED, BY_MODE, BY_PREDICATE, BY_SINGLE, BY_TYPE, BY_VOICE, BY_WINDOW } from "./filter";
import { LEVELS, eachListed, filterFailures, flagged, inferredOf } from "./filter";
import { singleVoiced } from "./propositions";

/** How many claims each choice would show, given all other filters; by the indexes of the model. */
export interface Facets {
  readonly types: Uint32Array;
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
    if ((bits & ~BY_VOICE) === 0) eachListed(facts.claims.independent, claim, (voice) => counts.voices[voice]!++);
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

/** Count for each type the claims that switching it on would show: the other end must not be hidden either. */
function countTypes(model: Model, state: State, failed: Uint16Array): Pick<Facets, "types" | "groups"> {
  const { claims, nodes } = model;
  const types = new Uint32Array(model.types.length);
  const groups = new Uint32Array(model.groups.length);
  const off = flagged(model.types, state.hiddenTypes);
  for (let claim = 0; claim < claims.count; claim++) {
    if (failed[claim]! & ~BY_TYPE) continue;
    const subject = claims.subject[claim]!;
    const object = claims.object[claim] === LITERAL ? subject : claims.object[claim]!;
    const [one, other] = [nodes.type[subject]!, nodes.type[object]!];
    if (one === other || !off[other]) types[one]!++;
    if (one !== other && !off[one]) types[other]!++;
    const [group, next] = [nodes.group[subject]!, nodes.group[object]!];
    if (group === next || !off[other]) groups[group]!++;
    if (group !== next && !off[one]) groups[next]!++;
  }
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
