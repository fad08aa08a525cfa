/**
 * The worker that shows notices while no page of Pult is open. It keeps nothing, and no request of a page passes it:
 * without a listener for `fetch` a page loads as if it were not here.
 */
interface Notice {
  title: string;
  body: string;
  url: string;
  tag: string;
  stays: boolean;
  is_test: boolean;
  lang: string;
  icon: string;
}
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Pushed extends Lasting {
  data: { json(): Notice } | null;
}
interface Clicked extends Lasting {
  notification: Notification;
}
interface Moved extends Lasting {
  oldSubscription: PushSubscription | null;
  newSubscription: PushSubscription | null;
}
interface Tab {
  url: string;
  focused: boolean;
  visibilityState: string;
  focus(): Promise<Tab>;
  navigate(url: string): Promise<Tab | null>;
}
interface Worker extends EventTarget {
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(which: { type: "window"; includeUncontrolled: boolean }): Promise<Tab[]>;
    openWindow(url: string): Promise<Tab | null>;
    claim(): Promise<void>;
  };
  location: Location;
  skipWaiting(): Promise<void>;
}

const worker = self as unknown as Worker;
const DESK = "/app/";
const RENEWAL = "/app/settings/notifications/browsers/renewal";

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) => (event as Lasting).waitUntil(worker.clients.claim()));
worker.addEventListener("push", (event) => {
  const { data } = event as Pushed;
  if (data) (event as Lasting).waitUntil(show(data.json()));
});
worker.addEventListener("notificationclick", (event) => {
  const { notification } = event as Clicked;
  notification.close();
  (event as Lasting).waitUntil(open(String((notification.data as { url?: string } | null)?.url ?? DESK)));
});
worker.addEventListener("pushsubscriptionchange", (event) => {
  const { oldSubscription, newSubscription } = event as Moved;
  if (oldSubscription) (event as Lasting).waitUntil(renew(oldSubscription, newSubscription));
});

function tabs(): Promise<Tab[]> {
  return worker.clients.matchAll({ type: "window", includeUncontrolled: true });
}

/** Whoever has Pult before them sees it there: their notice is shown without a sound and taken away at once. */
async function show(notice: Notice): Promise<void> {
  const seen = !notice.is_test && (await tabs()).some((tab) => tab.focused && new URL(tab.url).pathname.startsWith(DESK));
  const { title, body, tag, lang, icon, url } = notice;
  const how = { body, tag, lang, icon, renotify: !seen, silent: seen, requireInteraction: notice.stays, data: { url } };
  await worker.registration.showNotification(title, how as NotificationOptions);
  if (seen) for (const shown of await worker.registration.getNotifications({ tag })) shown.close();
}

/** The tab that shows it already, else one that shows the desk, else a new one. Other pages are left as they are. */
async function open(path: string): Promise<void> {
  const target = new URL(path, worker.location.origin);
  if (target.origin !== worker.location.origin) return;
  const all = await tabs();
  const there = all.find((tab) => new URL(tab.url).pathname === target.pathname);
  if (there) return void (await there.focus());
  const desk = all.find((tab) => new URL(tab.url).pathname === DESK);
  if (!desk) return void (await worker.clients.openWindow(target.href));
  const front = await desk.focus();
  await front.navigate(target.href);
}

async function renew(before: PushSubscription, given: PushSubscription | null): Promise<void> {
  const key = before.options.applicationServerKey;
  const now = given ?? (await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const { endpoint, keys } = now.toJSON();
  const body = JSON.stringify({ before: before.endpoint, endpoint, p256dh: keys?.p256dh, auth: keys?.auth });
  await fetch(RENEWAL, { method: "POST", body, headers: { "Content-Type": "application/json" }, credentials: "same-origin" });
}

// A module for those who read it; the bundle is a plain script.
export {};
