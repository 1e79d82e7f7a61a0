// Hubbub's service worker. It keeps the files of one release for pages without a network, shows what the server pushes while
// no page is open, and opens the message of a notification that is clicked. The server puts `RELEASE` before this code.
"use strict";

/* global RELEASE */

const PREFIX = "release-";
const CACHE = PREFIX + RELEASE.id;
/** Number of earlier releases whose files are kept for pages that still run. */
const EARLIER = 2;
/** Paths that are no pages of the interface. */
const NO_PAGE = /^\/(api|files|previews|unsubscribe)\//;
/** How long a page may take to begin to arrive before it counts as unreachable, in milliseconds. */
const PATIENCE_MS = 20_000;
/** Answers of a proxy whose server is away. */
const AWAY = [502, 503, 504];

// A new release waits until a page of its own asks for it, or no page runs.
self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (!NO_PAGE.test(pathname)) event.respondWith(page(event));
  } else if (RELEASE.files.includes(pathname) || pathname.startsWith("/pkg/")) {
    event.respondWith(file(request));
  }
});

self.addEventListener("push", (event) => {
  if (event.data) event.waitUntil(showPushed(event.data.json()));
});
self.addEventListener("message", (event) => {
  // Only pages of this origin reach this worker.
  const message = JSON.parse(event.data);
  if (message.show) event.waitUntil(show(message.show));
  if (message.read) event.waitUntil(closeRead(message.read));
  if (message.release) compare(message.release, event.source);
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.path));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

/** Fetches the release: its files, and the page that is shown without a network. */
async function install() {
  const cache = await caches.open(CACHE);
  const offline = await fetch(RELEASE.offline, { cache: "no-store" });
  // The server may have been updated since it sent this code.
  const document = await offline.clone().text();
  if (!offline.ok || !document.includes(`data-release="${RELEASE.id}"`)) throw new Error("another release");
  await cache.addAll(RELEASE.files);
  await cache.put(RELEASE.offline, offline);
  // In development the files change all the time.
  if (RELEASE.watched) await self.skipWaiting();
}

/** Removes the files of releases that no page can need any more. */
async function activate() {
  const earlier = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(earlier.slice(0, -EARLIER).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/** Answers with a page from the network, or with the page without a network. Pages and files never mix: each page names the
 * files of its own release. */
async function page({ request, preloadResponse }) {
  const fetched = (async () => (await preloadResponse) ?? (await fetch(request)))().catch(() => undefined);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const answer = await Promise.race([fetched, late]);
  if (answer && !AWAY.includes(answer.status)) return answer;
  const cache = await caches.open(CACHE);
  return (await cache.match(RELEASE.offline)) ?? answer ?? (await fetched) ?? Response.error();
}

/** Answers with a file of this release, or of an earlier one whose page still runs. */
async function file(request) {
  // Their names change with their content, but not in development.
  const fresh = RELEASE.watched && (await fetch(request).catch(() => undefined));
  if (fresh) return fresh;
  const options = { ignoreVary: true };
  const own = await (await caches.open(CACHE)).match(request, options);
  return own ?? (await caches.match(request, options)) ?? fetch(request);
}

/** Takes over for a page of this release. Tells a page of another one that there is an update. */
function compare(release, client) {
  if (release === RELEASE.id) self.skipWaiting();
  else client?.postMessage({ update: true });
}

/** Shows a notification that was pushed, and closes those that the person has read on another device since. */
async function showPushed(pushed) {
  await show(pushed);
  // The number of unread messages is unknown here: the app's icon gets a mark.
  if (navigator.setAppBadge) await navigator.setAppBadge().catch(() => {});
  const answer = await fetch("/api/rooms").catch(() => undefined);
  if (!answer?.ok) return;
  const rooms = Object.fromEntries((await answer.json()).map(({ id, read_seq }) => [id, read_seq]));
  await closeRead({ rooms });
}

/** Shows a notification. A message has one, however many pages and pushes tell of it: those with one tag replace each other. */
function show({ notification, path }) {
  const { message, room, thread, seq, title, text } = notification;
  return self.registration.showNotification(title, {
    body: text ?? "",
    tag: message,
    icon: "/notification-192.png",
    // Pages play the sound that the person has chosen.
    silent: false,
    data: { path, room, thread, seq },
  });
}

/** Closes the notifications of messages that were read. A thread that is not among the `threads` has nothing unread. */
async function closeRead({ rooms, threads }) {
  for (const shown of await self.registration.getNotifications()) {
    const { room, thread, seq } = shown.data;
    const inThread = threads ? (threads[thread] ?? Infinity) : -1;
    const read = thread ? inThread : (rooms[room] ?? -1);
    if (seq <= read) shown.close();
  }
}

/** Opens a path in a page that is open already, or in a new one. */
async function open(path) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((page) => page.focused) ?? pages[0];
  if (!page) return self.clients.openWindow(path);
  page.postMessage({ open: path });
  return page.focus();
}

/** Tells the server the new address of this browser at its push service. */
async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  const subscription = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  if (!subscription) return;
  await fetch("/api/me/push-devices", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(subscription),
  });
}
