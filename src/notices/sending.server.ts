/** One encrypted message to a device, through the push service of its browser. */
import { request as insecureRequest } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { hours } from '#platform/clock';
import { config } from '#platform/config';
import { log } from '#platform/log';
import type { Device } from './input.ts';
import { applicationServerKey, applicationServerSecret } from './keys.server.ts';
import { isPushService } from './known-hosts.ts';
import { lookupPublic } from './private-address.server.ts';

const KEPT_SECONDS = hours(24) / 1_000;
const PATIENCE_MS = 10_000;

/** Notices are a feature of installations that say whom push services may write to. */
export const noticesAreOffered = (): boolean => config().PUSH_CONTACT !== undefined;

/** Whether the portal would send there: known services alone, and in tests the one named. */
export const mayBeAsked = (endpoint: string): boolean =>
  isTestService(endpoint) || isPushService(endpoint, config().PUSH_SERVICES);

const isTestService = (endpoint: string): boolean =>
  URL.parse(endpoint)?.origin === config().PUSH_TEST_SERVICE;

/** `gone`: the browser has ended it, nothing will ever reach it. */
export async function send(device: Device): Promise<'sent' | 'gone' | 'failed'> {
  if (!mayBeAsked(device.endpoint)) return 'gone';
  try {
    const status = await post(await messageTo(device));
    if (status === 404 || status === 410) return 'gone';
    if (status >= 200 && status < 300) return 'sent';
    log.warn({ status }, 'a push service took no notice');
  } catch (error) {
    log.warn({ code: (error as { code?: string }).code }, 'a push service could not be asked');
  }
  return 'failed';
}

/** The language is all it carries: the sentence itself stands in the device's own script. Loaded with the first message. */
async function messageTo({ endpoint, p256dh, auth, language }: Device) {
  const { default: webPush } = await import('web-push');
  return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, language, {
    vapidDetails: {
      subject: config().PUSH_CONTACT ?? '',
      publicKey: applicationServerKey(),
      privateKey: applicationServerSecret(),
    },
    TTL: KEPT_SECONDS,
    // For all alike: a device that sleeps is told in time, and the urgency tells nothing.
    urgency: 'high',
    contentEncoding: 'aes128gcm',
  });
}

interface Message {
  endpoint: string;
  headers: RequestOptions['headers'];
  body: Buffer | null;
}

/** The answer's status; what it says is not read, and no other address is followed. */
const post = ({ endpoint, headers, body }: Message): Promise<number> =>
  new Promise((resolve, reject) => {
    const ask = isTestService(endpoint) ? insecureRequest : request;
    const options = isTestService(endpoint) ? {} : { lookup: lookupPublic };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const asked = ask(endpoint, { method: 'POST', headers, signal, ...options }, (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end(body);
  });
