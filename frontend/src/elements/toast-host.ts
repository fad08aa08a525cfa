/**
 * <toast-host>: a live region. Toasts come from the server's HX-Trigger: {"toast": {"text": …, "tone": …}}, from the DOM
 * event `toast`, or swapped in as HTML. Good news goes away by itself, a refusal stays until it is closed.
 */
export class ToastHost extends HTMLElement {
  #stop = new AbortController();
  #observer = new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach((node) => node instanceof HTMLElement && this.#arm(node));
  });

  connectedCallback(): void {
    const { signal } = this.#stop;
    document.body.addEventListener("toast", (event) => this.show((event as CustomEvent).detail), { signal });
    document.addEventListener("htmx:error", () => this.show({ text: this.getAttribute("unreachable") ?? "", tone: "late" }), { signal });
    this.querySelectorAll<HTMLElement>(".pult-toast").forEach((toast) => this.#arm(toast));
    this.#observer.observe(this, { childList: true });
  }

  disconnectedCallback(): void {
    this.#observer.disconnect();
    this.#stop.abort();
  }

  show({ text, tone = "good" }: { text: string; tone?: string }): void {
    const pattern = [...this.querySelectorAll("template")].find((one) => one.dataset.tone === tone) ?? this.querySelector("template");
    const toast = pattern?.content.cloneNode(true) as DocumentFragment | undefined;
    if (!toast || !text) return;
    toast.querySelector(".pult-toast-text")?.append(text);
    this.append(toast);
  }

  #arm(toast: HTMLElement): void {
    if (!toast.matches(".pult-toast")) return;
    toast.querySelector("[data-dismiss]")?.addEventListener("click", () => toast.remove());
    if (toast.classList.contains("pult-tone-late")) return;
    let timer = window.setTimeout(() => toast.remove(), Number(toast.dataset.seconds ?? 6) * 1_000);
    toast.addEventListener("pointerenter", () => window.clearTimeout(timer));
    toast.addEventListener("pointerleave", () => (timer = window.setTimeout(() => toast.remove(), 3_000)));
  }
}
