// The window of time and what is in it, in words.

import { holds } from "../data/filter";
import { counted, numbered } from "../dom";
import { NEVER } from "../types";
import type { Claims, ClaimFacts } from "../types";
import type { Span } from "./brush";
import { spanWords } from "./days";
import { partOf } from "./histogram";
import type { Histogram } from "./histogram";

/** Dated claims of a window: how many hold or may hold, how many by every reading, how many are not told as fact. */
export interface InWindow {
  readonly all: number;
  readonly sure: number;
  readonly apart: number;
}

export function claimsInWindow(claims: Claims, facts: ClaimFacts, shown: Uint8Array, [first, last]: Span): InWindow {
  let all = 0;
  let sure = 0;
  let apart = 0;
  for (let claim = 0; claim < claims.count; claim++) {
    const how = shown[claim] ? holds(facts, claim, first, last) : 0;
    if (!how) continue;
    all++;
    if (how === 2) sure++;
    if (claims.level[claim] === NEVER) apart++;
  }
  return { all, sure, apart };
}

/** Say what is in a window. */
export function inWindowWords({ all, sure, apart }: InWindow): string {
  if (!all) return "no claim is dated to it; that means nothing is told, not that nothing happened";
  const certain = sure === all ? "all by every reading" : `${sure ? numbered(sure) : "none"} by every reading`;
  const rest = apart ? `; ${numbered(apart)} not told as fact (predictions, denials and the like)` : "";
  const verb = all === 1 ? "holds or may hold" : "hold or may hold";
  return `${counted(all, "claim")} ${verb}, ${all === 1 ? (sure ? "by every reading of its date" : "its date is not exact") : certain}${rest}`;
}

/** Say what a part of the strip counts. */
export function partWords(histogram: Histogram, day: number): string {
  const part = partOf(histogram.edges, day);
  const [solid, light, faint] = [histogram.solid[part] ?? 0, histogram.light[part] ?? 0, histogram.faint[part] ?? 0];
  const name = spanWords(histogram.edges[part]!, histogram.edges[part + 1]! - 1);
  const may = light + faint;
  if (!solid && !may) return `${name}: no claim`;
  const pieces = [solid ? `${counted(solid, "claim")} by every reading` : "", may ? `${solid ? numbered(may) : counted(may, "claim")} that may` : ""];
  const open = faint ? ` (${numbered(faint)} with no beginning or end told)` : "";
  return `${name}: ${pieces.filter(Boolean).join(", ")}${open}`;
}
