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

interface Question { ctx: { confirm: string; sourceElement?: Element }; issueRequest(): void; dropRequest(): void }

/** <confirm-dialog>: asks what hx-confirm and data-confirm ask, with the verb of data-confirm-verb on the button. */
export class ConfirmDialog extends HTMLElement {
  #stop = new AbortController();
  #asked = new WeakSet<HTMLFormElement>();

  connectedCallback(): void {
    const { signal } = this.#stop;
    document.addEventListener("htmx:confirm", (event) => this.#fragment(event as Event as CustomEvent<Question>), { signal });
    document.addEventListener("submit", (event) => this.#form(event), { signal, capture: true });
  }

  disconnectedCallback(): void {
    this.#stop.abort();
  }

  ask(question: string, verb: string | null): Promise<boolean> {
    const dialog = this.querySelector("dialog");
    const yes = this.querySelector<HTMLButtonElement>("[value=yes]");
    if (!dialog || !yes) return Promise.resolve(window.confirm(question));
    this.querySelector("[data-question]")!.textContent = question;
    yes.textContent = verb ?? this.getAttribute("verb") ?? yes.textContent;
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
  }

  #fragment(event: CustomEvent<Question>): void {
    event.preventDefault();
    const { ctx, issueRequest, dropRequest } = event.detail;
    const verb = ctx.sourceElement?.getAttribute("data-confirm-verb") ?? null;
    void this.ask(ctx.confirm, verb).then((yes) => (yes ? issueRequest() : dropRequest()));
  }

  #form(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (!question || this.#asked.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    void this.ask(question, submitter?.dataset.confirmVerb ?? form.dataset.confirmVerb ?? null).then((yes) => {
      if (!yes) return;
      this.#asked.add(form);
      form.requestSubmit(submitter);
    });
  }
}

/** data-opens="id" shows that dialog; data-closes closes the one it stands in; a click beside a dialog closes it. */
export function dialogButtons(event: Event): void {
  const target = event.target as Element;
  const opener = target.closest<HTMLElement>("[data-opens]");
  if (opener) (document.getElementById(opener.dataset.opens ?? "") as HTMLDialogElement | null)?.showModal();
  const beside = target instanceof HTMLDialogElement && target.matches(":modal") && event instanceof MouseEvent && isOutside(target, event);
  if (target.closest("[data-closes]") || beside) target.closest("dialog")?.close();
}

function isOutside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
