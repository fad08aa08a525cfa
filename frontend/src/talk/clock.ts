/** Moments in a talk, as people read and type them: 3:12 on a clock, [03:12] as a mark in a text. */

const two = (value: number): string => String(value).padStart(2, "0");

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** "[03:12]", and "[2/03:12]" for the second recording of a talk. */
export function markOf(part: string, seconds: number): string {
  const words = clock(seconds);
  return `[${part}${words.length < 5 ? `0${words}` : words}]`;
}

export interface Mark { words: string; part: string; seconds: number }

export function marksIn(text: string): Mark[] {
  const found = [...text.matchAll(/\[(\d{1,2}\/)?(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\]/g)];
  return found.map(([words, part, hours, minutes, rest]) => ({
    words: words.slice(1, -1),
    part: part ?? "",
    seconds: Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(rest),
  }));
}
