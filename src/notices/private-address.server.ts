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

/** What no push service of the world answers at: this machine, the operator's own network, many at once (RFC 6890). */
const PRIVATE = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const;

const blocked = new BlockList();
for (const [net, bits] of PRIVATE) blocked.addSubnet(net, bits, isIPv6(net) ? 'ipv6' : 'ipv4');

/** Also where IPv4 stands within IPv6. */
export const isPrivate = (address: string): boolean =>
  blocked.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
