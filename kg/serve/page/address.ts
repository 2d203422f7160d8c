// The query in the page's address: a link that can be shared, and a back button that works.

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

/** Write a query into the address, as a new step of the browser's history where it is another one. */
export function show(query: string): void {
  if (queryInAddress() !== query) history.pushState(null, "", link(query));
}

export function link(query: string): string {
  return `${location.pathname}#${new URLSearchParams({ [NAME]: query }).toString()}`;
}

/** Call when the reader goes back or forward, or changes the address. */
export function onChange(call: () => void): void {
  addEventListener("popstate", call);
}
