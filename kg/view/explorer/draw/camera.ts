// Where the reader looks from: world pixels (as the layout gives them) to pixels of the screen, and back.

/** The middle of what is seen, in the layout's pixels, and how many screen pixels one of them takes. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** A camera with the size of its picture, in CSS pixels. */
export interface Sight extends Camera {
  readonly width: number;
  readonly height: number;
}

/** Least and greatest coordinates. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const LEAST_ZOOM = 0.005;
const MOST_ZOOM = 12;
const NATURAL_ZOOM = 1.25; // few nodes are not blown up to fill the page

function clampZoom(zoom: number): number {
  return Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
}

export function screenX(sight: Sight, x: number): number {
  return (x - sight.x) * sight.zoom + sight.width / 2;
}

export function screenY(sight: Sight, y: number): number {
  return (y - sight.y) * sight.zoom + sight.height / 2;
}

export function worldX(sight: Sight, x: number): number {
  return (x - sight.width / 2) / sight.zoom + sight.x;
}

export function worldY(sight: Sight, y: number): number {
  return (y - sight.height / 2) / sight.zoom + sight.y;
}

/** A camera as the address has it; null shows everything. */
export function cameraFrom(told: readonly [x: number, y: number, zoom: number] | null): Camera | null {
  return told === null ? null : { x: told[0], y: told[1], zoom: clampZoom(told[2]) };
}

/** A camera for the address, with as many digits as stand there: read again, it is the same. */
export function cameraTold({ x, y, zoom }: Camera): readonly [x: number, y: number, zoom: number] {
  const digits = (number: number): number => Number(number.toPrecision(6));
  return [digits(x), digits(y), digits(zoom)];
}

/** Look at the whole of a box, with a margin in screen pixels. */
export function fitted(box: Box, width: number, height: number, margin: number): Camera {
  const across = Math.max(1, box.right - box.left);
  const down = Math.max(1, box.bottom - box.top);
  const zoom = Math.min((width - 2 * margin) / across, (height - 2 * margin) / down, NATURAL_ZOOM);
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, zoom: clampZoom(zoom) };
}

/** Zoom by a factor, so that the point of the screen stays where it is. */
export function zoomedAt(sight: Sight, factor: number, x: number, y: number): Camera {
  const zoom = clampZoom(sight.zoom * factor);
  return {
    x: worldX(sight, x) - (x - sight.width / 2) / zoom,
    y: worldY(sight, y) - (y - sight.height / 2) / zoom,
    zoom,
  };
}

/** Go part of the way between two cameras; zoom grows by equal factors, so that it looks even. */
export function between(one: Camera, other: Camera, share: number): Camera {
  const eased = 1 - (1 - share) ** 3;
  return {
    x: one.x + (other.x - one.x) * eased,
    y: one.y + (other.y - one.y) * eased,
    zoom: one.zoom * (other.zoom / one.zoom) ** eased,
  };
}

export function sameSight(one: Sight, other: Sight): boolean {
  return (
    one.x === other.x && one.y === other.y && one.zoom === other.zoom && one.width === other.width && one.height === other.height
  );
}
