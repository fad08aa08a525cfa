/** <dialog-host>: what htmx swaps into its dialog is shown; an empty answer closes it. */
export class DialogHost extends HTMLElement {
  #observer = new MutationObserver(() => this.sync());

  connectedCallback(): void {
    if (this.dialog) this.#observer.observe(this.dialog, { childList: true });
  }

  disconnectedCallback(): void {
    this.#observer.disconnect();
  }

  get dialog(): HTMLDialogElement | null { return this.querySelector("dialog"); }

  sync(): void {
    const dialog = this.dialog;
    if (!dialog) return;
    const filled = dialog.childElementCount > 0;
    if (filled && !dialog.open) dialog.showModal();
    if (!filled && dialog.open) dialog.close();
  }
}

/** data-print prints the page; data-opens="id" shows that dialog; data-closes closes the one it stands in; a click beside a dialog closes it. */
export function dialogButtons(event: Event): void {
  const target = event.target as Element;
  if (target.closest("[data-print]")) window.print();
  const opener = target.closest<HTMLElement>("[data-opens]");
  if (opener) (document.getElementById(opener.dataset.opens ?? "") as HTMLDialogElement | null)?.showModal();
  const beside = target instanceof HTMLDialogElement && target.matches(":modal") && event instanceof MouseEvent && isOutside(target, event);
  if (target.closest("[data-closes]") || beside) target.closest("dialog")?.close();
}

function isOutside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
