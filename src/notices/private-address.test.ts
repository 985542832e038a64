import { describe, expect, test } from 'vitest';
import { isPrivate, lookupPublic } from './private-address.server.ts';

/** First and last address of each block, and its neighbours that belong to the world; after IANA's registries of 2025. */
const IPV4: [block: string, first: string, last: string, ...neighbours: string[]][] = [
  ['this network', '0.0.0.0', '0.255.255.255', '1.0.0.0'],
  ['private use', '10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
  ['shared by a carrier', '100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
  ['loopback', '127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
  ['link local', '169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
  ['private use', '172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
  ['protocol assignments', '192.0.0.0', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
  ['documentation', '192.0.2.0', '192.0.2.255', '192.0.1.255', '192.0.3.0'],
  ['AS112', '192.31.196.0', '192.31.196.255', '192.31.195.255', '192.31.197.0'],
  ['AMT', '192.52.193.0', '192.52.193.255', '192.52.192.255', '192.52.194.0'],
  ['6to4 relays', '192.88.99.0', '192.88.99.255', '192.88.98.255', '192.88.100.0'],
  ['private use', '192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
  ['AS112', '192.175.48.0', '192.175.48.255', '192.175.47.255', '192.175.49.0'],
  ['benchmarks', '198.18.0.0', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
  ['documentation', '198.51.100.0', '198.51.100.255', '198.51.99.255', '198.51.101.0'],
  ['documentation', '203.0.113.0', '203.0.113.255', '203.0.112.255', '203.0.114.0'],
  ['many at once, reserved', '224.0.0.0', '255.255.255.255', '223.255.255.255'],
];

const FULL = 'ffff:ffff:ffff:ffff';
const IPV6: typeof IPV4 = [
  ['unspecified, loopback, IPv4 of old', '::', '::ffff:ffff'],
  ['translated within a network', '64:ff9b:1::', `64:ff9b:1:ffff:${FULL}`],
  ['discarded', '100::', `100::${FULL}`],
  ['dummy prefix', '100:0:0:1::', `100:0:0:1:${FULL}`],
  ['protocol assignments, Teredo', '2001::', `2001:1ff:ffff:ffff:${FULL}`, '2001:200::'],
  [
    'documentation',
    '2001:db8::',
    `2001:db8:ffff:ffff:${FULL}`,
    `2001:db7:ffff:ffff:${FULL}`,
    '2001:db9::',
  ],
  ['6to4', '2002::', `2002:ffff:ffff:ffff:${FULL}`, '2003::'],
  [
    'AS112',
    '2620:4f:8000::',
    `2620:4f:8000:ffff:${FULL}`,
    `2620:4f:7fff:ffff:${FULL}`,
    '2620:4f:8001::',
  ],
  ['documentation', '3fff::', `3fff:fff:ffff:ffff:${FULL}`, '3fff:1000::'],
  ['segment routing', '5f00::', `5f00:ffff:ffff:ffff:${FULL}`],
  ['private use', 'fc00::', `fdff:ffff:ffff:ffff:${FULL}`],
  ['link local', 'fe80::', `febf:ffff:ffff:ffff:${FULL}`],
  ['a site’s own, of old', 'fec0::', `feff:ffff:ffff:ffff:${FULL}`],
  ['many at once', 'ff00::', `ffff:ffff:ffff:ffff:${FULL}`],
];

describe.each([...IPV4, ...IPV6])('%s', (_block, first, last, ...neighbours) => {
  test(`${first} to ${last} is nobody’s push service`, () => {
    expect([first, last].filter((address) => !isPrivate(address))).toEqual([]);
  });

  test.runIf(neighbours.length > 0)('and its neighbours may be one', () => {
    expect(neighbours.filter(isPrivate)).toEqual([]);
  });
});

test.each(['::ffff:', '64:ff9b::'])('IPv4 behind %s is judged by itself', (within) => {
  for (const [, first, last, ...neighbours] of IPV4) {
    expect([isPrivate(within + first), isPrivate(within + last)]).toEqual([true, true]);
    expect(neighbours.filter((address) => isPrivate(within + address))).toEqual([]);
  }
});

test.each(['8.8.8.8', '2404:6800:4004::1', '2600:1901::1', '2a03:2880::1'])(
  '%s may be one',
  (address) => {
    expect(isPrivate(address)).toBe(false);
  },
);

test('an address of one link, with its name, is none', () => {
  expect(isPrivate('fe80::1%eth0')).toBe(true);
});

test.each([{}, { all: true }])(
  'no connection is made to a name that leads to this machine (%o)',
  async (options) => {
    const led = new Promise((resolve) => lookupPublic('localhost', options, resolve));
    expect(await led).toBeInstanceOf(Error);
  },
);
