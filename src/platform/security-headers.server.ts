/** What SvelteKit's own Content-Security-Policy does not cover. `server.ts` gives static files the same. */
export const securityHeaders: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  // Not `no-referrer`: native form posts would then send `Origin: null` and be refused.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), ' +
    'autoplay=(self), clipboard-write=(self), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  'Strict-Transport-Security': 'max-age=31536000',
};
