import { expect, test } from 'vitest';
import { isPrivate, lookupPublic } from './private-address.server.ts';

test.each([
  ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
  ...['0.0.0.0', '100.64.0.1', '224.0.0.1', '255.255.255.255'],
  ...['::1', '::', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'ff02::1'],
  ...['::ffff:10.0.0.1', '::ffff:127.0.0.1', '64:ff9b::a00:1'],
])('%s is nobody’s push service', (address) => {
  expect(isPrivate(address)).toBe(true);
});

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2404:6800:4004::1', '::ffff:8.8.8.8'])(
  '%s may be one',
  (address) => {
    expect(isPrivate(address)).toBe(false);
  },
);

test.each([{}, { all: true }])(
  'no connection is made to a name that leads to this machine (%o)',
  async (options) => {
    const led = new Promise((resolve) => lookupPublic('localhost', options, resolve));
    expect(await led).toBeInstanceOf(Error);
  },
);
