// Degrees to pixels: Mercator's projection, and a camera over it.

export interface Place2D {
  readonly x: number;
  readonly y: number;
}

/** Which part of the world is in sight; x and y of the middle in parts of the world's width. */
export interface MapCamera {
  readonly x: number;
  readonly y: number;
  /** Pixels of the whole world's width. */
  readonly zoom: number;
}

export interface Size2D {
  readonly width: number;
  readonly height: number;
}

const FARTHEST = 85; // degrees of latitude that are drawn
export const EARTH = 40_075; // kilometres around the equator

/** Project degrees to parts of the world's width. */
export function projected(longitude: number, latitude: number): Place2D {
  const held = Math.min(Math.max(latitude, -FARTHEST), FARTHEST);
  const sine = Math.sin((held * Math.PI) / 180);
  return { x: longitude / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

export function unprojected({ x, y }: Place2D): { longitude: number; latitude: number } {
  return { longitude: (x - 0.5) * 360, latitude: (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI };
}

export function toScreen(camera: MapCamera, size: Size2D, at: Place2D): Place2D {
  return { x: (at.x - camera.x) * camera.zoom + size.width / 2, y: (at.y - camera.y) * camera.zoom + size.height / 2 };
}

export function toWorld(camera: MapCamera, size: Size2D, at: Place2D): Place2D {
  return { x: (at.x - size.width / 2) / camera.zoom + camera.x, y: (at.y - size.height / 2) / camera.zoom + camera.y };
}

/** A camera that has all places in sight, with a margin around them. */
export function cameraOver(places: readonly Place2D[], size: Size2D, margin: number, closest: number): MapCamera {
  const spread = (values: readonly number[]): readonly [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
    return [low, high];
  };
  const [west, east] = spread(places.map(({ x }) => x));
  const [north, south] = spread(places.map(({ y }) => y));
  const across = (size.width - 2 * margin) / Math.max(east - west, 1e-9);
  const along = (size.height - 2 * margin) / Math.max(south - north, 1e-9);
  return { x: (west + east) / 2, y: (north + south) / 2, zoom: Math.max(Math.min(across, along, closest), 1) };
}

/** Zoom about a point of the screen. */
export function zoomedAbout(camera: MapCamera, size: Size2D, at: Place2D, zoom: number): MapCamera {
  const held = toWorld(camera, size, at);
  return { x: held.x - (at.x - size.width / 2) / zoom, y: held.y - (at.y - size.height / 2) / zoom, zoom };
}

const FAR_OFF = 4; // times the distance that most places have from the middle

/** Those places that are not far off from most of the others. */
export function mostOf(places: readonly Place2D[]): readonly Place2D[] {
  if (places.length < 3) return places;
  const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
  const [x, y] = [middle(places.map((place) => place.x)), middle(places.map((place) => place.y))];
  const far = places.map((place) => Math.hypot(place.x - x, place.y - y));
  const limit = Math.max(middle(far) * FAR_OFF, 1e-3);
  return places.filter((_, at) => far[at]! <= limit);
}
