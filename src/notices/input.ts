/** What a browser hands in when a person asks to be told. */
import { z } from 'zod';

const base64url = (bytes: number) =>
  z.base64url().refine((text) => Math.floor((text.replace(/=+$/, '').length * 3) / 4) === bytes);

/** As `PushSubscription.toJSON()` has them: a point of P-256 and a secret. */
export const deviceInput = z.strictObject({
  endpoint: z.url().max(1_000),
  p256dh: base64url(65),
  auth: base64url(16),
  language: z.enum(['ja', 'en']),
});

export type Device = z.infer<typeof deviceInput>;
