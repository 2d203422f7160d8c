// The last questions, in this browser only. Where storage is forbidden or full, there is no history.

const KEY = "kg.queries";
const KEPT = 50;

export interface Asked {
  query: string;
  at: string; // ISO time
  outcome: string;
}

export function remembered(): Asked[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter(isAsked) : [];
  } catch {
    return [];
  }
}

export function remember(query: string, outcome: string): void {
  const others = remembered().filter((asked) => asked.query !== query);
  store([{ query, at: new Date().toISOString(), outcome }, ...others].slice(0, KEPT));
}

export function forget(): void {
  store([]);
}

function store(asked: Asked[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(asked));
  } catch {
    // no storage, no history
  }
}

function isAsked(value: unknown): value is Asked {
  const asked = value as Asked;
  return ["query", "at", "outcome"].every((key) => typeof asked?.[key as keyof Asked] === "string");
}
