/** Durations and moments in the language of the page; the words come from the browser's own locale data. */

export function language(): string {
  return document.documentElement.lang || "en";
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const WEEK = 604_800;

/** "5 min ago", "yesterday", "now"; what lies further away than a week has its date. */
export function ago(moment: Date, now: Date = new Date()): string {
  const seconds = (moment.getTime() - now.getTime()) / 1000;
  if (Math.abs(seconds) >= WEEK) return dated(moment, now);
  const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto", style: "short" });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(0, "second");
}

function dated(moment: Date, now: Date): string {
  const year = moment.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(language(), { day: "numeric", month: "short", year }).format(moment);
}

function amount(value: number, unit: string): string {
  // An "m" alone could be metres or months.
  const unitDisplay = unit === "minute" ? "short" : "narrow";
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay }).format(value);
}

/** "18 min", "1h 12 min", "3d 4h": the two largest units, never rounded up. */
export function span(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const parts: [number, string][] = days ? [[days, "day"], [hours, "hour"]] : [[hours, "hour"], [rest, "minute"]];
  const said = parts.filter(([value]) => value > 0).map(([value, unit]) => amount(value, unit));
  return said.join(" ") || amount(0, "minute");
}
