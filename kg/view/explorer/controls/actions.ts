/**
 * What can be done from the header's menus or by a key, offered by whichever part can do it.
 *
 * A key is one of `KeyboardEvent.key` without Ctrl, Alt or Meta; it works wherever the reader is not typing.
 */

export type Menu = "Export" | null;

export interface Action {
  /** What it does, for a menu and for the list of shortcuts: "Picture (PNG)". */
  readonly label: string;
  /** One word more on it, or none: "what is seen now". */
  readonly about?: string;
  /** Where it stands; null: by its key alone. */
  readonly menu: Menu;
  readonly key?: string;
  readonly run: () => void;
}

const OFFERED: Action[] = [];

/** Offer an action; of two under one key the first counts. */
export function offerAction(action: Action): void {
  OFFERED.push(action);
}

/** Give the actions that are offered so far. */
export function offeredActions(): readonly Action[] {
  return OFFERED;
}
