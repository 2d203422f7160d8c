// Light or dark: as the system says, or as the reader chose.

import type { Desk } from "./app";
import { el } from "./dom";
import { keep, kept } from "./keeping";

const CHOICES = [
  ["", "Light or dark: as this device"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

/** Make the choice of light and dark, and set what was chosen before. */
export function makeAppearance(desk: Desk): HTMLElement {
  const chosen = kept("theme") ?? "";
  const select = el(
    "select",
    { class: "plain appearance", "aria-label": "Light or dark" },
    ...CHOICES.map(([value, label]) => el("option", { value, selected: value === chosen }, label.replace("Light or dark: as", "As"))),
  );
  wear(chosen);
  select.addEventListener("change", () => {
    keep("theme", select.value);
    wear(select.value);
    desk.tell("theme");
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => desk.tell("theme"));
  return select;
}

function wear(theme: string): void {
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
  else delete document.documentElement.dataset["theme"];
}
