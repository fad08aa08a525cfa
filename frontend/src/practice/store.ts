/** What somebody practises stays in their browser, under one name, until they forget it. */
const NAME = "pult-practice";
type Kept = Record<string, Record<string, string>>;

function all(): Kept {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "{}") as Kept;
  } catch {
    return {};
  }
}

export const kept = (key: string): Record<string, string> => all()[key] ?? {};

/** Whatever holds no word is not kept. */
export function keep(key: string, values: Record<string, string>): void {
  const { [key]: _, ...others } = all();
  const told: Kept = Object.values(values).some(Boolean) ? { ...others, [key]: values } : others;
  if (!Object.keys(told).length) return forget();
  try {
    localStorage.setItem(NAME, JSON.stringify(told));
  } catch {
    // A browser that keeps nothing still lets people practise.
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Nothing was kept.
  }
}
