// What the reader chose about the page itself, kept on this machine; where nothing can be kept, it lasts until the page is closed.

const PREFIX = "kg-explorer-";
const MEANWHILE = new Map<string, string>();

/** Give what was kept under a name. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return MEANWHILE.get(name) ?? null; // file:// without storage, a sandboxed frame
  }
}

/** Keep a value. */
export function keep(name: string, value: string): void {
  MEANWHILE.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // kept meanwhile
  }
}
