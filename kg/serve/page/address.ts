// The query, or the stored question, in the page's address: a link that can be shared, and a back button that works.

const NAME = "query";

/** Give the query that stands in the address, or null. */
export function queryInAddress(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(NAME);
}

/** Give the stored question and its values that stand in the address (`#ask=name&place=Mayadeen`), or null. */
export function questionInAddress(): { name: string; values: Map<string, string> } | null {
  const values = new Map(new URLSearchParams(location.hash.slice(1)));
  const name = values.get("ask");
  values.delete("ask");
  return name === undefined ? null : { name, values };
}

/** Write a link to this page into the address, as a new step of the browser's history where it is another one. */
export function show(link: string): void {
  if (link !== location.pathname + location.hash) history.pushState(null, "", link);
}

/** Give the link that opens a query. */
export function toQuery(query: string): string {
  return of(new URLSearchParams({ [NAME]: query }));
}

/** Give the link that opens a stored question with these values; it is short enough for a letter. */
export function toQuestion(name: string, values: Map<string, string>): string {
  return of(new URLSearchParams([["ask", name], ...values]));
}

function of(parts: URLSearchParams): string {
  return `${location.pathname}#${parts.toString()}`;
}

/** Call when the reader goes back or forward, or changes the address. */
export function onChange(call: () => void): void {
  addEventListener("popstate", call);
}
