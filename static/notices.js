/* The whole of what runs on a device that is told of something. It says one sentence, whatever comes, and asks nothing. */
const SENTENCES = { ja: 'お知らせがあります。', en: 'There is a notice.' };
const PAGES = { ja: '', en: '/en' };

addEventListener('install', () => self.skipWaiting());

addEventListener('push', (event) => {
  const lang = event.data?.text() === 'en' ? 'en' : 'ja';
  const shown = self.registration.showNotification(SENTENCES[lang], {
    lang,
    tag: 'notice',
    renotify: true,
  });
  event.waitUntil(shown);
});

addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openOwnPage(event.notification.lang));
});

/** Registered below /notices/, where no page is: it stands between nobody and the portal. */
async function openOwnPage(lang) {
  const page = self.registration.scope.endsWith('/staff/') ? '/staff' : '/me';
  const address = `${PAGES[lang] ?? ''}${page}`;
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = open.find(({ url }) => new URL(url).pathname === address);
  return there ? there.focus() : self.clients.openWindow(address);
}
