/**
 * The firewalls that a caller may sit behind, as rules for nft. `lan` is the interface of the caller, `wan` that of the
 * internet, `client` the caller's address.
 *
 * - `full-cone`: every UDP port keeps its number outside, and accepts packets from any address
 * - `symmetric`: every destination sees another port, which accepts packets from that destination alone
 * - `udp-blocked`: TCP passes; UDP does not
 */
const NAT_RULES = {
  'full-cone': (client) => `
    chain outgoing { type nat hook postrouting priority srcnat; oifname "wan" masquerade; }
    chain incoming {
      type nat hook prerouting priority dstnat;
      iifname "wan" meta l4proto udp dnat to ${client};
    }`,
  symmetric: () => `
    chain outgoing {
      type nat hook postrouting priority srcnat;
      oifname "wan" masquerade fully-random;
    }
    ${DROP_UNSOLICITED}`,
  'udp-blocked': () => `
    chain outgoing { type nat hook postrouting priority srcnat; oifname "wan" masquerade; }
    chain block { type filter hook forward priority filter; meta l4proto udp drop; }
    ${DROP_UNSOLICITED}`,
};

/** Drops unexpected packets, as home routers do. If the router answered one, the port would be taken for the peer. */
const DROP_UNSOLICITED = `
    chain unsolicited {
      type filter hook input priority filter;
      iifname "wan" ct state new drop;
    }`;

/** Which traffic through a router a cut stops. */
const CUT_RULES = {
  udp: 'meta l4proto udp drop;',
  everything: 'drop;',
  'outgoing udp': 'iifname "lan" meta l4proto udp drop;',
  'incoming udp': 'iifname "wan" meta l4proto udp drop;',
};

/** @param {'full-cone' | 'symmetric' | 'udp-blocked'} kind */
export function natRules(kind, client) {
  return replaceTable('rig_nat', NAT_RULES[kind](client));
}

/** @param {'udp' | 'everything' | 'outgoing udp' | 'incoming udp' | 'nothing'} what */
export function cutRules(what) {
  const rules = what === 'nothing' ? '' : CUT_RULES[what];
  // Before the NAT's rules, so that it works for every kind of NAT.
  return replaceTable(
    'rig_cut',
    `chain cut { type filter hook forward priority filter - 10; ${rules} }`,
  );
}

/** Loses so many of the UDP packets that pass, at random, whichever way they go. @param {number} percent */
export function lossRules(percent) {
  const rule = percent > 0 ? `meta l4proto udp numgen random mod 1000 < ${percent * 10} drop;` : '';
  return replaceTable(
    'rig_loss',
    `chain loss { type filter hook forward priority filter - 5; ${rule} }`,
  );
}

/** nft loads a file as one transaction, so there is no moment without rules. */
function replaceTable(name, content) {
  return `table ip ${name}\ndelete table ip ${name}\ntable ip ${name} {${content}\n}\n`;
}
