import { describe, expect, test } from 'vitest';
import { isPushService } from './known-hosts.ts';

describe('the portal sends to', () => {
  test.each([
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/QABC',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
  ])('%s', (endpoint) => {
    expect(isPushService(endpoint)).toBe(true);
  });

  test('a host that the operator adds, and what lies below it', () => {
    expect(isPushService('https://push.example.jp/a', ['example.jp'])).toBe(true);
    expect(isPushService('https://push.example.jp/a')).toBe(false);
  });
});

describe('the portal does not send to', () => {
  test.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/fcm/send/abc',
    'https://me@fcm.googleapis.com/',
    'https://fcm.googleapis.com@evil.example/',
    'https://evilfcm.googleapis.com.example/',
    'https://xfcm.googleapis.com/',
    'https://fcm.googleapis.com.evil.example/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
    'https://[::1]/',
    'file:///etc/passwd',
    'fcm.googleapis.com',
    '',
  ])('%s', (endpoint) => {
    expect(isPushService(endpoint)).toBe(false);
  });
});
