// Moving the map: drag, wheel, two fingers, keys.

import type { Place2D } from "./mercator";

const STILL = 4; // pixels that a pointer may move and still press
const WHEEL_TURN = 300; // pixels of a wheel that zoom e-fold
const KEY_ZOOM = 1.4;
const KEY_PAN = 60; // pixels

/** What the pointer asks its owner. */
export interface MapHands {
  pan(x: number, y: number): void;
  zoom(at: Place2D, factor: number): void;
  point(at: Place2D | null, touch: boolean): void;
  press(at: Place2D): void;
  fit(): void;
}

/** Let pointer, wheel and keys move a map. */
export function handMap(surface: HTMLElement, hands: MapHands): void {
  const fingers = new Map<number, Place2D>();
  let moved = 0;
  const at = (event: MouseEvent): Place2D => {
    const { left, top } = surface.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, at(event));
    surface.setPointerCapture(event.pointerId);
  });
  surface.addEventListener("pointermove", (event) => {
    const now = at(event);
    const before = fingers.get(event.pointerId);
    if (!before) return hands.point(now, false);
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (moved < STILL) return;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) pinch(hands, before, now, other);
    else hands.pan(now.x - before.x, now.y - before.y);
    fingers.set(event.pointerId, now);
  });
  const release = (event: PointerEvent): void => {
    const pressed = fingers.delete(event.pointerId) && moved < STILL && event.type === "pointerup";
    if (pressed) hands.press(at(event));
  };
  surface.addEventListener("pointerup", release);
  surface.addEventListener("pointercancel", release);
  surface.addEventListener("pointerleave", () => hands.point(null, false));
  surface.addEventListener("dblclick", (event) => hands.zoom(at(event), KEY_ZOOM * KEY_ZOOM));
  surface.addEventListener("wheel", (event) => {
    event.preventDefault();
    hands.zoom(at(event), Math.exp(-event.deltaY * (event.deltaMode ? 20 : 1) / WHEEL_TURN));
  }, { passive: false });
  surface.addEventListener("keydown", (event) => keyMap(event, surface, hands));
}

function pinch(hands: MapHands, before: Place2D, now: Place2D, other: Place2D): void {
  const [far, near] = [Math.hypot(now.x - other.x, now.y - other.y), Math.hypot(before.x - other.x, before.y - other.y)];
  hands.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  if (near > 0) hands.zoom({ x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }, far / near);
}

function keyMap(event: KeyboardEvent, surface: HTMLElement, hands: MapHands): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const middle = { x: surface.clientWidth / 2, y: surface.clientHeight / 2 };
  const acts: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => hands.pan(KEY_PAN, 0),
    ArrowRight: () => hands.pan(-KEY_PAN, 0),
    ArrowUp: () => hands.pan(0, KEY_PAN),
    ArrowDown: () => hands.pan(0, -KEY_PAN),
    "+": () => hands.zoom(middle, KEY_ZOOM),
    "=": () => hands.zoom(middle, KEY_ZOOM),
    "-": () => hands.zoom(middle, 1 / KEY_ZOOM),
    "0": () => hands.fit(),
    f: () => hands.fit(),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
