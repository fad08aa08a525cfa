import { countWords } from "./fold";
import { type Hint, type Rules, count, missingHints, wordingHints } from "./rules";

export type Answer = Record<string, string>;

const FEW = 80;
const MANY = 320;

const filled = (words: string, values: Record<string, string | number>): string =>
  words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

/** What somebody could look at again in an answer of four parts. */
export function starHints(rules: Rules, answer: Answer): Hint[] {
  const part = (key: string): string => (answer[key] ?? "").trim();
  const whole = rules.star.map((one) => part(one.key)).filter(Boolean).join("\n");
  if (!whole) return [plain("empty", rules)];
  const empty = rules.star.filter((one) => !part(one.key)).map((one) => plain("part", rules, { part: one.text, how: one.how }));
  return [...empty, ...lengthHints(rules, whole, part("s"), part("a")), ...personHints(rules, whole, part("a")),
    ...(part("r") ? missingHints(rules, part("r"), "result") : []), ...wordingHints(rules, whole, "star")];
}

function lengthHints(rules: Rules, whole: string, situation: string, action: string): Hint[] {
  const words = countWords(whole);
  const hints: Hint[] = [];
  if (words < FEW) hints.push(plain("short", rules, { count: words }));
  if (words > MANY) hints.push(plain("long", rules, { count: words }));
  if (action && countWords(action) < countWords(situation)) hints.push(plain("action", rules));
  return hints;
}

function personHints(rules: Rules, whole: string, action: string): Hint[] {
  const { i, we } = rules.person;
  if (count(we, whole) > count(i, whole)) return [plain("we", rules)];
  return action && !count(i, action) ? [plain("nobody", rules)] : [];
}

export function plain(key: string, rules: Rules, values: Record<string, string | number> = {}): Hint {
  return { key, text: filled(rules.words[key] ?? key, values), quotes: [] };
}
