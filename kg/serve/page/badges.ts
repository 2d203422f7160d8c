// What kind of saying each claim of an answer is: asked for, so that no prediction or denial looks like a fact.

import { badge } from "./cell";
import { el } from "./dom";
import { ask } from "./protocol";
import { setup } from "./setup";

const PARTS = ["mode", "certainty", "polarity"];
const SAFE = /^[^<>"{}|^`\\\s]+$/;

/** Write mode, certainty and polarity below each claim's link, unless the answer has columns for all of them. */
export async function badges(rows: HTMLElement[], variables: string[]): Promise<void> {
  const wanted = PARTS.filter((part) => !variables.includes(part));
  const links = rows.flatMap((row) => [...row.querySelectorAll<HTMLAnchorElement>("a[data-claim]")]);
  const iris = [...new Set(links.map((link) => link.dataset["claim"]!))].filter((iri) => SAFE.test(iri));
  if (wanted.length === 0 || iris.length === 0) return;
  const found = await parts(iris).catch(() => null);
  if (found === null) return;
  for (const link of links) {
    const said = found.get(link.dataset["claim"]!);
    const shown = wanted.flatMap((part) => said?.[part] ?? []).filter((word) => word !== "positive");
    if (shown.length > 0) link.after(el("span", { class: "badges" }, ...shown.map((word) => badge(word))));
  }
}

type Parts = Record<string, string>;

async function parts(iris: string[]): Promise<Map<string, Parts>> {
  const space = setup.prefixes["o"];
  const query = `SELECT * WHERE {
    VALUES ?claim { ${iris.map((iri) => `<${iri}>`).join(" ")} }
    ?claim <${space}mode> ?mode ; <${space}certainty> ?certainty ; <${space}polarity> ?polarity }`;
  const { outcome } = await ask(query);
  const rows = outcome.kind === "rows" ? outcome.rows : [];
  const local = (value: unknown): string => String(value).replace(/^.*[#/]/, "");
  return new Map(
    rows.map((row) => [
      String(row["claim"]?.value),
      Object.fromEntries(PARTS.map((part) => [part, polarity(local(row[part]?.value))])),
    ]),
  );
}

/** A negative claim is a denial, in words for people. */
function polarity(word: string): string {
  return word === "negative" ? "denied" : word;
}
