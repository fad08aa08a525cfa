/** What elements need to know of the page they stand on. */

/** The token against forged requests: the form's own, or the page's. */
export function csrfToken(form: HTMLFormElement | null = null): string {
  const field = form?.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  return field?.value ?? document.body.dataset.csrf ?? "";
}

/** Fill a sentence such as "{} is too large". */
export function fill(sentence: string | null, word: string): string {
  return (sentence ?? "{}").replace(/\{\}|%s/, word);
}

/** Begin in a field that holds words already, behind them: the browser would begin before them. */
export function writeOn(field: HTMLInputElement | null): void {
  if (!field?.value) return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
}

/** Bars of links that are wider than the screen begin with the page they stand on in sight. */
export function showCurrent(): void {
  for (const link of document.querySelectorAll<HTMLElement>(".pult-tabs [aria-current], .pult-settings-nav [aria-current]")) {
    const bar = link.closest<HTMLElement>("ul, .pult-tabs");
    if (!bar || bar.scrollWidth <= bar.clientWidth) continue;
    const [there, here] = [bar.getBoundingClientRect(), link.getBoundingClientRect()];
    bar.scrollLeft += here.left + here.width / 2 - there.left - there.width / 2;
  }
}
