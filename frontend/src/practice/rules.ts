import { countWords, fold, original, sentences, tongue } from "./fold";

export interface Patterns { en: string[]; hbs: string[] }
export interface Point { key: string; text: string; how: string; kind: "own" | "seen" | "without" | "end"; seen?: Patterns; without?: string[] }
export interface Wording { key: string; where: string[]; hint: string; found?: Patterns; unless?: Patterns }
export interface Missing { key: string; where: string[]; at: "start" | "end" | "any"; hint: string; found: Patterns }
export interface Part { key: string; text: string; how: string }
export interface Rules {
  star: Part[];
  points: Point[];
  wording: Wording[];
  missing: Missing[];
  person: { i: Patterns; we: Patterns };
  words: Record<string, string>;
}

export interface Hint { key: string; text: string; quotes: string[] }
export interface Mark { point: Point; state: "seen" | "look" | "own" | "clear"; quote: string }

const LONG_SENTENCE = 25;
const START = 80;
const END = 160;
const LAST_PART = 0.6;
const SHOUTED = /(?<!\p{L})\p{Lu}{4,}(?!\p{L})/gu;

/** Every place where one of the patterns stands, in the words of the writer. */
export function findAll(patterns: Patterns, text: string, from = 0): { quote: string; at: number }[] {
  const folded = fold(text);
  return patterns[tongue(text)].flatMap((pattern) =>
    [...folded.text.matchAll(new RegExp(pattern, "g"))]
      .map((match) => ({ quote: original(text, folded, match.index, match.index + match[0].length), at: match.index / (folded.text.length || 1) }))
      .filter((match) => match.at >= from),
  );
}

export const count = (patterns: Patterns, text: string): number => findAll(patterns, text).length;

function shouted(text: string): string[] {
  const words = text.match(SHOUTED) ?? [];
  return [...(words.length > 1 ? words : []), ...(text.match(/!{2,}/g) ?? [])];
}

function tooLong(text: string): string[] {
  return sentences(text).filter((one) => countWords(one) > LONG_SENTENCE).map((one) => `${one.split(/\s+/).slice(0, 6).join(" ")} …`);
}

const COUNTED: Record<string, (text: string) => string[]> = { shouting: shouted, long_sentence: tooLong };

/** The words of a text that a rule would say otherwise. */
export function quotesOf(rule: Wording, text: string): string[] {
  if (!rule.found) return COUNTED[rule.key]?.(text) ?? [];
  const quotes = findAll(rule.found, text).map((match) => match.quote);
  const { unless } = rule;
  return [...new Set(unless ? quotes.filter((quote) => !count(unless, quote)) : quotes)];
}

export function wordingHints(rules: Rules, text: string, where: string): Hint[] {
  return rules.wording.filter((rule) => rule.where.includes(where))
    .map((rule) => ({ key: rule.key, text: rule.hint, quotes: quotesOf(rule, text) }))
    .filter((hint) => hint.quotes.length);
}

export function missingHints(rules: Rules, text: string, where: string): Hint[] {
  const places = { start: text.trim().slice(0, START), end: text.trim().slice(-END), any: text };
  // A part alone can be too short to tell its language, so either may answer.
  const isThere = (rule: Missing): boolean => (["en", "hbs"] as const).some((one) => rule.found[one].some((pattern) => new RegExp(pattern).test(fold(places[rule.at]).text)));
  return rules.missing.filter((rule) => rule.where.includes(where) && !isThere(rule)).map((rule) => ({ key: rule.key, text: rule.hint, quotes: [] }));
}

/** The thirteen points, each with what was found. Nothing is counted: a rule can miss what a person says well. */
export function marks(rules: Rules, text: string): Mark[] {
  const against = (keys: string[]): string => rules.wording.filter((rule) => keys.includes(rule.key)).flatMap((rule) => quotesOf(rule, text))[0] ?? "";
  return rules.points.map((point) => {
    if (point.kind === "own") return { point, state: "own", quote: "" };
    if (point.kind === "without") {
      const quote = against(point.without ?? []);
      return { point, state: quote ? "look" : "clear", quote };
    }
    const found = point.seen ? findAll(point.seen, text, point.kind === "end" ? LAST_PART : 0)[0] : undefined;
    return { point, state: found ? "seen" : "look", quote: found?.quote ?? "" };
  });
}
