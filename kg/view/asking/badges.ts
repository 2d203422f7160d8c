// What kind of saying each claim of an answer is: asked for, so that no prediction or denial looks like a fact.

import { badge } from "./cell";
import { el } from "../explorer/dom";
import { calls, setup } from "./setup";

export const PARTS = ["mode", "certainty", "polarity"];
const SAFE = /^[^<>"{}|^`\\\s]+$/;

/** Write below each claim's link what the answer has no columns for, and beside its date where the date comes from. */
export async function badges(rows: HTMLElement[], variables: string[]): Promise<void> {
  const wanted = PARTS.filter((part) => !variables.includes(part));
  const links = rows.flatMap((row) => [...row.querySelectorAll<HTMLElement>("[data-claim]")]);
  const iris = [...new Set(links.map((link) => link.dataset["claim"]!))].filter((iri) => SAFE.test(iri));
  if (iris.length === 0) return;
  const found = await parts(iris).catch(() => null);
  if (found === null) return;
  for (const link of links) {
    const said = found.get(link.dataset["claim"]!);
    if (wanted.length > 0) link.parentElement?.append(marks(wanted.map((part) => said?.[part])));
    if (said?.["basis"]) dated(link, said["basis"]);
  }
}

/** Say beside the date of a row's only claim what it was resolved from: it may be no more than the document's. */
function dated(link: HTMLElement, basis: string): void {
  const row = link.closest("tr");
  if (row?.querySelectorAll("[data-claim]").length !== 1) return; // whose date it is can't be told
  row.querySelector('td[data-column="when"] > :not(.unbound)')?.after(el("small", { class: "basis", dir: "auto" }, basis));
}

/** Give the badges of a claim; that it is no denial needs none. */
export function marks(words: (string | undefined)[]): HTMLElement {
  const shown = words.map((word) => denial(word?.replace(/^.*[#/:]/, "") ?? "")).filter((word) => word !== "" && word !== "positive");
  return el("span", { class: "badges" }, ...shown.map((word) => badge(word)));
}

type Parts = Record<string, string>;

async function parts(iris: string[]): Promise<Map<string, Parts>> {
  const space = setup.prefixes["o"];
  const query = `SELECT * WHERE {
    VALUES ?claim { ${iris.map((iri) => `<${iri}>`).join(" ")} }
    ?claim <${space}mode> ?mode ; <${space}certainty> ?certainty ; <${space}polarity> ?polarity .
    OPTIONAL { ?claim <${space}time_basis> ?basis } }`;
  const { outcome } = await calls.ask(query);
  const rows = outcome.kind === "rows" ? outcome.rows : [];
  return new Map(
    rows.map((row) => [
      String(row["claim"]?.value),
      Object.fromEntries([...PARTS, "basis"].map((part) => [part, String(row[part]?.value ?? "")])),
    ]),
  );
}

/** A negative claim is a denial, in words for people. */
function denial(word: string): string {
  return word === "negative" ? "denied" : word;
}
