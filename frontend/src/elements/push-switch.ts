import { bytes, text } from "./pass-key";

type State = "unsupported" | "denied" | "failed" | "off" | "on";

/**
 * <push-switch key="public key" worker="address of the worker">: whether this browser may show notices. It shows the
 * part whose data-state is true now; its form hands over what the browser says.
 */
export class PushSwitch extends HTMLElement {
  #said: PushSubscription | null = null;

  connectedCallback(): void {
    this.querySelector("form:has([data-push-on])")?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.turnOn(event.target as HTMLFormElement);
    });
    this.addEventListener("submit", (event) => {
      const mine = event.target instanceof Element && event.target.matches("[data-push-off]") && this.isHere(event.target.closest("li"));
      if (mine) void this.#said?.unsubscribe();
    });
    this.addEventListener("htmx:after:swap", () => this.mark());
    void this.look();
  }

  async look(): Promise<void> {
    if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return this.show("unsupported");
    if (Notification.permission === "denied") return this.show("denied");
    const here = await navigator.serviceWorker.getRegistration("/");
    this.#said = (await here?.pushManager.getSubscription()) ?? null;
    this.mark();
    this.show(this.rows().some((row) => this.isHere(row)) ? "on" : "off");
  }

  async turnOn(form: HTMLFormElement): Promise<void> {
    if ((await Notification.requestPermission()) !== "granted") return this.show(Notification.permission === "denied" ? "denied" : "off");
    const said = await this.subscribe().catch(() => null);
    if (!said) return this.show("failed");
    const { endpoint, keys } = said.toJSON();
    for (const [name, value] of Object.entries({ endpoint, ...keys })) {
      const field = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      if (field) field.value = value ?? "";
    }
    form.submit();
  }

  /** What the browser has; a subscription for another key, as after a move, is of no use and made anew. */
  async subscribe(): Promise<PushSubscription> {
    const key = this.getAttribute("key") ?? "";
    await navigator.serviceWorker.register(this.getAttribute("worker") ?? "", { scope: "/" });
    const { pushManager } = await navigator.serviceWorker.ready;
    const had = await pushManager.getSubscription();
    const known = had?.options.applicationServerKey;
    if (had && known && text(known) === key) return had;
    await had?.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) as BufferSource });
  }

  rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("li[data-endpoint]")];
  }

  isHere(row: Element | null): boolean {
    return Boolean(this.#said) && (row as HTMLElement | null)?.dataset.endpoint === this.#said?.endpoint;
  }

  mark(): void {
    for (const row of this.rows()) row.querySelector("[data-here]")?.toggleAttribute("hidden", !this.isHere(row));
  }

  show(state: State): void {
    for (const part of this.querySelectorAll<HTMLElement>("[data-state]")) part.hidden = part.dataset.state !== state;
  }
}
