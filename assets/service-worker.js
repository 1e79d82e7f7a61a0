// Hubbub's service worker. It shows what the server pushes while no page is open, and opens the message of a notification
// that is clicked.
"use strict";

// No page depends on the version of this file, so a new one takes over at once.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  if (event.data) event.waitUntil(showPushed(event.data.json()));
});
self.addEventListener("message", (event) => {
  // Only pages of this origin reach this worker.
  const message = JSON.parse(event.data);
  if (message.show) event.waitUntil(show(message.show));
  if (message.read) event.waitUntil(closeRead(message.read));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.path));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

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
