// Light or dark: as the system says, or as the reader chose.

import type { Desk } from "../app";
import { button, el, svg } from "../dom";
import { keep, kept } from "../controls/keeping";

const LOOKS = ["auto", "light", "dark"] as const;
type Look = (typeof LOOKS)[number];
const LOOK_WORDS: Readonly<Record<Look, string>> = { auto: "as this device", light: "light", dark: "dark" };

/** Make the button that goes through the looks, and wear what was chosen before. */
export function makeAppearance(desk: Desk): HTMLElement {
  let look: Look = LOOKS.find((one) => one === kept("theme")) ?? "auto";
  const words = el("span", { class: "words" });
  const half = svg("path", { d: "M8 1.5a6.5 6.5 0 0 1 0 13Z", fill: "currentColor" });
  const ring = svg("circle", { cx: "8", cy: "8", r: "6.5", fill: "none", stroke: "currentColor", "stroke-width": "1.5" });
  const made = button("", () => change(), { class: "plain appearance" });
  made.append(svg("svg", { viewBox: "0 0 16 16", width: "14", height: "14", "aria-hidden": "true" }, ring, half), words);
  const show = (): void => {
    words.textContent = { auto: "Auto", light: "Light", dark: "Dark" }[look];
    const next = LOOKS[(LOOKS.indexOf(look) + 1) % LOOKS.length]!;
    made.setAttribute("aria-label", `${words.textContent}: colours ${LOOK_WORDS[look]}. Change to ${LOOK_WORDS[next]}`);
    made.title = `Colours: ${LOOK_WORDS[look]}`;
    wear(look);
  };
  const change = (): void => {
    look = LOOKS[(LOOKS.indexOf(look) + 1) % LOOKS.length]!;
    keep("theme", look);
    show();
    desk.tell("theme");
    desk.say(`Colours: ${LOOK_WORDS[look]}`);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => desk.tell("theme"));
  // What is drawn knows nothing of the style sheet for paper: it is drawn light, before the browser takes it.
  addEventListener("beforeprint", () => {
    wear("light");
    desk.tell("theme");
    desk.tell("paper");
  });
  addEventListener("afterprint", () => {
    wear(look);
    desk.tell("theme");
  });
  show();
  return made;
}

function wear(look: Look): void {
  if (look === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = look;
}
