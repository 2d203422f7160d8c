/** What is asked, as the page's address holds it: SPARQL, or a stored question with its values. */

export type Wanted = { readonly query: string } | { readonly name: string; readonly values: Map<string, string> };

const QUESTION = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\?[^\s{}]*)?$/;

/** Write a stored question: `control?place=Mayadeen&on=2017-10-20`. */
export function written(name: string, values: ReadonlyMap<string, string>): string {
  const given = new URLSearchParams([...values].filter(([, value]) => value !== "")).toString();
  return given === "" ? name : `${name}?${given}`;
}

/** Read what an address asks. */
export function wanted(text: string): Wanted {
  if (!QUESTION.test(text)) return { query: text };
  const [name, values] = text.split("?", 2);
  return { name: name!, values: new Map(new URLSearchParams(values ?? "")) };
}
