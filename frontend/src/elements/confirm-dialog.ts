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
