/**
 * The card's script: a browser is asked only when its button is pressed, and a refusal stands. What the card says in each
 * state was written by the server; here it is only shown or hidden.
 */
const WORKER = '/notices.js';

type State = 'on' | 'off' | 'unable' | 'denied' | 'unknown' | 'failed';

export function offerNotices(card: HTMLElement): void {
  const wasOn = card.dataset['notices'] === 'on';
  const scope = `/notices${card.dataset['address']?.startsWith('/staff') ? '/staff' : '/me'}/`;
  const show = (state: State) => {
    for (const part of card.querySelectorAll<HTMLElement>('[data-when]'))
      part.hidden = !part.dataset['when']?.split(' ').includes(state);
  };
  const send = (act: string, more: Record<string, string> = {}) =>
    fetch(card.dataset['address'] ?? '', {
      method: 'POST',
      body: new URLSearchParams({ act, ...more }),
    });

  card.querySelector('[data-tell]')?.addEventListener('click', () => {
    void tell(scope, card, send)
      .catch(() => 'failed' as const)
      .then((state) => {
        show(state);
        card.querySelector<HTMLElement>(`[role][data-when~="${state}"]`)?.focus();
      });
  });
  card.querySelector('[data-end]')?.addEventListener('submit', () => void end(scope));

  if (!canBeTold()) return show(wasOn ? 'on' : 'unable');
  if (wasOn) return show('on');
  show(Notification.permission === 'denied' ? 'denied' : 'off');
  void isStillTold(scope, send).then((still) => still && show('on'));
}

const canBeTold = () =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

type Send = (act: string, more?: Record<string, string>) => Promise<Response>;

async function tell(scope: string, card: HTMLElement, send: Send): Promise<State> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  const registration = await activeWorker(scope);
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: card.dataset['key'] ?? '',
  });
  const { endpoint = '', keys = {} } = subscription.toJSON();
  const { p256dh = '', auth = '' } = keys;
  const language = document.documentElement.lang === 'en' ? 'en' : 'ja';
  const { status } = await send('tell', { endpoint, p256dh, auth, language });
  if (status === 204) return 'on';
  await end(scope);
  return status === 409 ? 'unknown' : 'failed';
}

/** `navigator.serviceWorker.ready` waits for a worker of this page: ours is of none. */
async function activeWorker(scope: string): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(WORKER, { scope });
  const coming = registration.installing ?? registration.waiting;
  if (coming && !registration.active)
    await new Promise<void>((resolve) =>
      coming.addEventListener('statechange', () => coming.state === 'activated' && resolve()),
    );
  return registration;
}

/** A browser that was told before, whose person has come back with another session. */
async function isStillTold(scope: string, send: Send): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? (await send('still', { endpoint: subscription.endpoint })).ok : false;
}

async function end(scope: string): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await registration?.unregister();
}
