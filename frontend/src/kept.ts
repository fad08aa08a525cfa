/** Copies of what was typed, kept in this browser until the server has it. */
interface Field { name: string; value: string }
interface Copy { values: Record<string, string>; sent: boolean }

const name = (key: string): string => `pult-draft:${key}`;

export function keep(key: string, fields: Field[], sent: boolean): void {
  const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
  localStorage.setItem(name(key), JSON.stringify({ values, sent } satisfies Copy));
}

/** The copy of these fields, if there is one. */
export function kept(key: string): Record<string, string> | null {
  const text = localStorage.getItem(name(key));
  return text ? (JSON.parse(text) as Copy).values : null;
}

export function isKept(key: string): boolean {
  return localStorage.getItem(name(key)) !== null;
}

export function forget(key: string): void {
  localStorage.removeItem(name(key));
}

/** Put a copy back into its fields. One that was sent, from a page that then went on, has arrived and is dropped. */
export function restore(key: string, fields: Field[]): boolean {
  const text = localStorage.getItem(name(key));
  if (!text) return false;
  const copy = JSON.parse(text) as Copy;
  const [visit] = performance.getEntriesByType?.("navigation") ?? [];
  if (copy.sent && (visit as PerformanceNavigationTiming | undefined)?.type === "navigate") {
    forget(key);
    return false;
  }
  for (const field of fields) field.value = copy.values[field.name] ?? field.value;
  return true;
}
