/** `/widget.js`: a chat for any website. What pages may call is on `window.desk`; see docs/chat.md. */
import type { Answer } from "./widget/line";
import { ask, kept, Line } from "./widget/line";
import { View, page } from "./widget/view";

interface Run { token: string; baseUrl?: string }

const script = document.currentScript as HTMLScriptElement | null;
const own: Answer = (window as any).deskSettings ?? (window as any).pultSettings ?? {};
const about: Answer = {};
let user: Answer | undefined;
let locale = "";
let view: View | undefined;
let running: Run | undefined;
let wantsOpen = false;
let forgets = false;

/** How often somebody has come, once for each time that a browser was opened. */
function visits(token: string): number {
  try {
    const count = Number(kept(token, "visits")) + (sessionStorage.getItem(`desk:${token}:here`) ? 0 : 1);
    sessionStorage.setItem(`desk:${token}:here`, "1");
    localStorage.setItem(`desk:${token}:visits`, String(count));
    return count;
  } catch { return 1; }
}

async function show(): Promise<void> {
  const { token, baseUrl } = running!;
  const base = (baseUrl || new URL(script?.src || location.href).origin).replace(/\/$/, "");
  const wish = locale || (own.locale && own.locale !== "auto" ? own.locale : document.documentElement.lang || navigator.language);
  const settings = await ask(`${base}/chat/${token}/settings?locale=${encodeURIComponent(wish)}`);
  if (!settings) return;
  if (settings.refused) return console.warn(`desk: ${settings.text}`);
  const colour = own.colour || own.color;
  Object.assign(settings, own.position && { side: own.position }, colour && { colour }, own.theme && { theme: own.theme });
  const seen = view?.line;
  view?.remove();
  view = document.createElement("desk-chat") as View;
  const here = view;
  const hello = () => ({ ...about, user, locale: settings.language, page: page(), agreed: consent() });
  seen?.close();
  view.line = new Line(base, token, hello, (what, detail) => here.changed(what, detail));
  if (forgets) view.line.close(true);
  forgets = false;
  document.body.append(view);
  view.begin(base, token, settings);
  if (view.line.key || user || consent()) view.line.open();
  if (wantsOpen) view.open();
  invitations(settings, token, here);
  dispatchEvent(new CustomEvent("desk:ready"));
}

/** What the website's own banner was told, else what the visitor told the chat. */
function consent(): boolean | undefined {
  const asked = typeof own.consent === "function" ? own.consent() : own.consent;
  return typeof asked === "boolean" ? asked : view?.agreed;
}

function invitations(settings: Answer, token: string, here: View): void {
  const count = visits(token);
  settings.rules.forEach((rule: Answer, at: number) => {
    const mark = `desk:${token}:invited:${at}`;
    if (!location.pathname.startsWith(rule.page) || count < rule.visits || !settings.here || sessionStorage.getItem(mark)) return;
    setTimeout(() => { if (here.isConnected) { sessionStorage.setItem(mark, "1"); here.invite(rule as { text: string }); } }, rule.seconds * 1_000);
  });
}

const desk = {
  run(asked: Run): void { if (running) return; running = asked; if (document.body) void show(); else addEventListener("DOMContentLoaded", () => void show()); },
  setUser(id: string | number, more: Answer = {}): void { user = { ...more, id: String(id) }; view?.line.open(); view?.line.again(); },
  setCustomAttributes(attributes: Answer): void { about.attributes = { ...about.attributes, ...attributes }; if (view?.line.online) void view.line.call("about", { attributes: about.attributes }); },
  setLabel(label: string): void { about.label = label; if (view?.line.online) void view.line.call("about", { label }); },
  setLocale(asked: string): void { locale = asked; if (running) { wantsOpen = !!view?.isOpen; void show(); } },
  setConsent(agreed: boolean): void { own.consent = agreed; view?.agree(agreed); },
  open(): void { wantsOpen = true; view?.open(); },
  close(): void { wantsOpen = false; view?.close(); },
  toggle(): void { if (view?.isOpen) desk.close(); else desk.open(); },
  reset(): void { user = undefined; forgets = !view; view?.line.close(true); view?.close(); view?.draw(); },
};

if (!customElements.get("desk-chat")) {
  customElements.define("desk-chat", View);
  (window as any).desk = desk;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-desk-open],a[href='#desk']") : null;
    if (link) { event.preventDefault(); desk.open(); }
  });
  const token = script?.dataset.token ?? own.token;
  if (token) desk.run({ token, baseUrl: own.baseUrl });
}
