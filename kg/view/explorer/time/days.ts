// The calendar, by days since 1970-01-01 (Gregorian, UTC), in units that a strip of time can have.

export type Unit = "day" | "month" | "year" | "decade" | "century";
const UNITS: readonly Unit[] = ["day", "month", "year", "decade", "century"];

const DAY_MS = 86_400_000;
const MONTH_WORDS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
] as const;
const SHORT_MONTH = 3; // letters
const YEARS_OF: Readonly<Record<Unit, number>> = { day: 0, month: 0, year: 1, decade: 10, century: 100 };

/** A day as people write it. Months count from 0. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function civil(day: number): Civil {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

/** Give the number of a day; months and days outside their range count on. */
export function dayOf(year: number, month = 0, day = 1): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day); // Date.UTC takes 99 for 1999
  return Math.floor(date.getTime() / DAY_MS);
}

/** Give the first day of the unit that a day is in. */
export function unitStart(day: number, unit: Unit): number {
  const { year, month } = civil(day);
  if (unit === "day") return day;
  if (unit === "month") return dayOf(year, month);
  return dayOf(Math.floor(year / YEARS_OF[unit]) * YEARS_OF[unit]);
}

/** Give the first day of a unit some units on, or back; `start` is a first day. */
export function unitsOn(start: number, unit: Unit, count: number): number {
  const { year, month } = civil(start);
  if (unit === "day") return start + count;
  if (unit === "month") return dayOf(year, month + count);
  return dayOf(year + count * YEARS_OF[unit]);
}

/** Give the next bigger unit. */
export function biggerUnit(unit: Unit): Unit {
  return UNITS[Math.min(UNITS.indexOf(unit) + 1, UNITS.length - 1)]!;
}

/** Give the first day of each unit from one day to another, and of the one after. */
export function unitEdges(first: number, last: number, unit: Unit): number[] {
  const edges = [unitStart(first, unit)];
  while (edges.at(-1)! <= last) edges.push(unitsOn(edges.at(-1)!, unit, 1));
  return edges;
}

/** Give the finest unit of which a span has at most so many. */
export function fittingUnit(first: number, last: number, most: number): Unit {
  const days = last - first + 1;
  const least: Readonly<Record<Unit, number>> = { day: 1, month: 28, year: 365, decade: 3652, century: 36_524 };
  return UNITS.find((unit) => days / least[unit] + 1 <= most) ?? "century";
}

export function monthWord(month: number, short = false): string {
  const word = MONTH_WORDS[month]!;
  return short ? word.slice(0, SHORT_MONTH) : word;
}

/** Say a day: "14 October 2017". */
export function longDay(day: number): string {
  const { year, month, day: number } = civil(day);
  return `${number} ${monthWord(month)} ${year}`;
}

/** Say a span of days as shortly as can be: "October 2017", "1–14 October 2017", "2016", "3 May 2016 – 7 June 2017". */
export function spanWords(first: number, last: number): string {
  const from = civil(first);
  const to = civil(last);
  const whole = (unit: Unit): boolean => unitStart(first, unit) === first && unitsOn(unitStart(last, unit), unit, 1) === last + 1;
  if (first === last) return longDay(first);
  if (whole("year")) return from.year === to.year ? `${from.year}` : `${from.year}–${to.year}`;
  if (whole("month")) {
    const end = `${monthWord(to.month)} ${to.year}`;
    if (from.year !== to.year) return `${monthWord(from.month)} ${from.year} – ${end}`;
    return from.month === to.month ? end : `${monthWord(from.month)}–${end}`;
  }
  if (from.year !== to.year) return `${longDay(first)} – ${longDay(last)}`;
  if (from.month !== to.month) return `${from.day} ${monthWord(from.month)} – ${longDay(last)}`;
  return `${from.day}–${longDay(last)}`;
}
