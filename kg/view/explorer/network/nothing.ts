// Why there is nothing to see in the network, and where what is told can be read.

import type { App } from "../contract";
import { activeFilters } from "../state";

/** Words for a drawing without an edge. */
export function nothingWords({ model, state }: App): string {
  if (model.claims.count === 0) return "There is no claim here, so nothing is drawn.";
  if (activeFilters(state) === 0) return "Nothing is drawn, since no claim here is a plain edge between entities. What the claims say stands under “Predictions & denials”.";
  return "Nothing is left to draw: the filters let no edge through. What passes them, and is no edge, stands under “Predictions & denials”.";
}
