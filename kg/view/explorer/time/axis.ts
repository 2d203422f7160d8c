// Marks of an axis of time: as fine as there is room for, years named wherever one begins.

import { civil, dayOf, monthWord, unitStart } from "./days";

export interface Tick {
  readonly day: number;
  readonly text: string;
  /** Whether it begins a year. */
  readonly strong: boolean;
}

const ROOM = 58; // pixels that a label takes
const DAY_STEPS = [1, 2, 5, 10];
const MONTH_STEPS = [1, 3, 6];
const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const MONTH_DAYS = 30.4;
const YEAR_DAYS = 365.25;
const LAST_BEGIN = 28; // of a month: no mark of a day stands closer to the next month's

/** Give the marks of a span that is so many pixels wide. */
export function ticks(first: number, last: number, width: number): Tick[] {
  const days = (ROOM / Math.max(width, 1)) * (last - first + 1);
  const byDay = DAY_STEPS.find((step) => step >= days);
  if (byDay) return dayTicks(first, last, byDay);
  const byMonth = MONTH_STEPS.find((step) => step * MONTH_DAYS >= days);
  if (byMonth) return monthTicks(first, last, byMonth);
  return yearTicks(first, last, YEAR_STEPS.find((step) => step * YEAR_DAYS >= days) ?? 1000);
}

function dayTicks(first: number, last: number, step: number): Tick[] {
  const found: Tick[] = [];
  for (let day = first; day <= last; day++) {
    const { year, month, day: number } = civil(day);
    if ((number - 1) % step || (number > LAST_BEGIN && step > 1)) continue;
    const begins = number === 1;
    const full = found.length === 0 || (begins && month === 0);
    const word = begins || full ? `${number} ${monthWord(month, true)}` : `${number}`;
    found.push({ day, text: full ? `${word} ${year}` : word, strong: begins });
  }
  return found;
}

function monthTicks(first: number, last: number, step: number): Tick[] {
  const found: Tick[] = [];
  const { year, month } = civil(unitStart(first, "month"));
  for (let at = month; ; at++) {
    const day = dayOf(year, at);
    if (day > last) return found;
    const now = civil(day);
    if (day < first || now.month % step) continue;
    found.push({ day, text: now.month === 0 ? `${now.year}` : monthWord(now.month, true), strong: now.month === 0 });
  }
}

function yearTicks(first: number, last: number, step: number): Tick[] {
  const found: Tick[] = [];
  for (let year = Math.ceil(civil(first).year / step) * step; dayOf(year) <= last; year += step) {
    if (dayOf(year) >= first) found.push({ day: dayOf(year), text: `${year}`, strong: true });
  }
  return found;
}
