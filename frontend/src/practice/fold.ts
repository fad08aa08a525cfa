/** A text without case, marks and script, so that one rule reads hrvatski, srpski and српски alike. */
export interface Folded {
  text: string;
  /** For each letter of the folded text: where it stands in the original. */
  at: number[];
}

const LETTERS: Record<string, string> = {
  а: "a", б: "b", в: "v", г: "g", д: "d", ђ: "dj", е: "e", ж: "z", з: "z", и: "i", ј: "j", к: "k", л: "l", љ: "lj", м: "m",
  н: "n", њ: "nj", о: "o", п: "p", р: "r", с: "s", т: "t", ћ: "c", у: "u", ф: "f", х: "h", ц: "c", ч: "c", џ: "dz", ш: "s",
  č: "c", ć: "c", đ: "dj", š: "s", ž: "z", "’": "'", "‘": "'", "„": '"', "“": '"', "”": '"',
};

export function fold(original: string): Folded {
  let text = "";
  const at: number[] = [];
  const lower = original.toLowerCase();
  for (let place = 0; place < lower.length; place++) {
    const letter = lower[place] ?? "";
    const plain = LETTERS[letter] ?? letter;
    text += plain;
    for (let count = 0; count < plain.length; count++) at.push(place);
  }
  return { text, at };
}

/** The piece of the original behind a piece of the folded text. */
export function original(text: string, folded: Folded, from: number, to: number): string {
  const last = folded.at[to - 1] ?? text.length - 1;
  return text.slice(folded.at[from] ?? 0, last + 1).trim();
}

export const countWords = (text: string): number => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
export const sentences = (text: string): string[] => text.split(/(?<=[.!?…])\s+|\n+/).map((one) => one.trim()).filter(Boolean);

const ENGLISH = /\b(i|the|and|you|your|my|is|are|of|we|it|that|this|was|for|with|have|had|not|what|how|me|her|him|an?)\b/g;
const SOUTH_SLAVIC = /\b(je|da|se|u|na|sam|ste|vam|vas|nam|za|su|smo|sto|sta|koji|mi|ako|nije|ne|kao|od|cu|ce|li|hvala|bih|bi)\b/g;
const ITS_LETTERS = /[čćđšž\u0400-\u04ff]/gi;

/** Which set of rules reads this text: what was written decides, and the language of the page only where that says nothing. */
export function tongue(text: string): "en" | "hbs" {
  const folded = fold(text).text;
  const count = (words: RegExp, within: string): number => within.match(words)?.length ?? 0;
  const difference = count(ENGLISH, folded) - count(SOUTH_SLAVIC, folded) - count(ITS_LETTERS, text);
  if (difference) return difference > 0 ? "en" : "hbs";
  return document.documentElement.lang.startsWith("en") ? "en" : "hbs";
}
