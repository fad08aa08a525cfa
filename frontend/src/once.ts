/** A form goes out once: until the answer is there, a second press does nothing and the button shows that it works. */

export function submitOnce(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.dataset.busy !== undefined) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.method === "dialog" || form.method === "get" || form.dataset.many !== undefined) return;
  form.dataset.busy = "";
  event.submitter?.setAttribute("aria-busy", "true");
}

export function release(form: Element | null): void {
  const busy = form?.closest<HTMLFormElement>("form[data-busy]");
  delete busy?.dataset.busy;
  busy?.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

export function releaseAll(): void {
  document.querySelectorAll("form[data-busy]").forEach(release);
}
