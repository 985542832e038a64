/** The portal's own key towards push services (RFC 8292), from SECRET: every process has the same, also after a restart. */
import { createECDH } from 'node:crypto';
import { keyFor } from '#platform/secrets';

/** An uncompressed point of P-256, base64url, as browsers and `web-push` take it. */
export const applicationServerKey = (): string => pair().getPublicKey('base64url');

export const applicationServerSecret = (): string => keyFor('vapid').export().toString('base64url');

// A number that P-256 has no point for, one in four thousand million, throws at the first start with that SECRET.
function pair() {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(keyFor('vapid').export());
  return ecdh;
}
