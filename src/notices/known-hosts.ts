/**
 * Whose push services are asked: an endpoint is an address that a browser hands in, and nobody may make the portal call
 * where they like. By host, or what ends in it.
 */
const KNOWN = [
  'fcm.googleapis.com', // Chrome, Samsung Internet, Opera
  'push.services.mozilla.com', // Firefox
  'push.apple.com', // Safari, home screens of iPhone and iPad
  'notify.windows.com', // Edge
];

/** Https on the usual port of a known host, without a name or password; `more` are hosts the operator adds. */
export function isPushService(endpoint: string, more: readonly string[] = []): boolean {
  const url = URL.parse(endpoint);
  if (url?.protocol !== 'https:' || url.port || url.username || url.password) return false;
  return [...KNOWN, ...more].some(
    (host) => url.hostname === host || url.hostname.endsWith(`.${host}`),
  );
}
