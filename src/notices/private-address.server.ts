import { lookup } from 'node:dns';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';

/** A known name may be led astray: no connection is made into the operator's own network. */
export const lookupPublic: LookupFunction = (host, options, done) =>
  lookup(host, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error) return done(error, []);
    if (!first || found.some(({ address }) => isPrivate(address)))
      return done(new Error('a push service with a private address'), []);
    if (options.all) return done(null, found);
    done(null, first.address, first.family);
  });

type Net = readonly [address: string, bits: number];

/**
 * All of the IANA special-purpose address registry of IPv4 (RFC 6890), and many at once. Also where a few of them are
 * reachable from everywhere: no push service of the world answers there.
 */
const SPECIAL_IPV4: Net[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** That of IPv6, as far as it lies within the global unicast space; tunnels lead to IPv4 by a way of their own. */
const SPECIAL_IPV6: Net[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

/** The well-known prefix under which IPv4 is translated (RFC 6052): judged by the address within. */
const TRANSLATED = '64:ff9b::';

const special = new BlockList();
for (const [net, bits] of SPECIAL_IPV4) {
  special.addSubnet(net, bits);
  special.addSubnet(TRANSLATED + net, 96 + bits, 'ipv6');
}
for (const [net, bits] of SPECIAL_IPV6) special.addSubnet(net, bits, 'ipv6');

const world = new BlockList();
world.addSubnet('0.0.0.0', 0);
world.addSubnet('2000::', 3, 'ipv6');
world.addSubnet(TRANSLATED, 96, 'ipv6');

/** Also where IPv4 stands within IPv6: both lists know that of themselves where it is mapped. */
export function isPrivate(address: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  return special.check(address, family) || !world.check(address, family);
}
