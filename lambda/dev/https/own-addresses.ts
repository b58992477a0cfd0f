import type { NetworkInterfaceInfo } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/**
 * The addresses by which others in the same network reach this machine, IPv4 first: it is what one can type.
 *
 * @param interfaces what `networkInterfaces()` of `node:os` returns
 */
export function ownAddresses(interfaces: Interfaces): readonly string[] {
  const outside = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    // A link-local address of IPv6 needs the name of the other device's interface, which a URL can't have.
    .filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address));
  const isIpv4 = ({ family }: NetworkInterfaceInfo): boolean => family === 'IPv4';
  return [...outside.filter(isIpv4), ...outside.filter((address) => !isIpv4(address))].map(
    ({ address }) => address,
  );
}
