import { cutRules, lossRules, natRules } from './nat.mjs';
import { Namespaces } from './namespaces.mjs';

/** Two addresses for one machine: only two destinations show how a NAT maps ports. */
export const INTERNET_ADDRESSES = ['203.0.113.10', '203.0.113.11'];

const NOWHERE = '203.0.113.254';

const ROUTERS = {
  a: { lan: '192.168.1', wan: '203.0.113.21' },
  b: { lan: '192.168.2', wan: '203.0.113.22' },
  lte: { lan: '10.64.0', wan: '203.0.113.23' },
};

/**
 * ```
 *        wifi┌─────────┐wan
 *   ┌───┬────┤ router a├────┐
 *   │ a │    └─────────┘    │ ┌──────────────┐    ┌─────────┐lan   ┌───┐
 *   └───┼────┬─────────┬────┴─┤   internet   ├────┤ router b├──────┤ b │
 *        lte │router lte│     │ relay, coturn│    └─────────┘      └───┘
 *            └─────────┘      └──────────────┘
 * ```
 * Every box is a namespace. The machine's own interfaces and firewall are not touched.
 */
export class Topology {
  #namespaces = new Namespaces();
  #routers = {};

  constructor() {
    this.internet = this.#addInternet();
    this.a = this.#namespaces.add('a');
    this.b = this.#namespaces.add('b');
    this.#addRouter('a', this.a, 'wifi');
    this.#addRouter('lte', this.a, 'lte');
    this.#addRouter('b', this.b, 'wifi');
    addUplink(this.b, 'wifi', ROUTERS.b);
    this.reset();
  }

  /** Puts another NAT in front of `side`, for new connections. @param {'a' | 'b' | 'lte'} side */
  setNat(side, kind) {
    this.#routers[side].nft(natRules(kind, clientOf(ROUTERS[side])));
  }

  /** Stops traffic between `side` and the internet, until {@link heal}. @param {'a' | 'b' | 'lte'} side */
  cut(side, what) {
    this.#routers[side].nft(cutRules(what));
  }

  heal(side) {
    this.#routers[side].nft(cutRules('nothing'));
  }

  /**
   * Makes the line of `side` thin or lossy, both ways: tbf at both ends of its router, and nft's random match in between.
   *
   * @param {'a' | 'b' | 'lte'} side
   * @param {{ kbitPerSecond?: number, queueMs?: number, lossPercent?: number }} line what is left out is as good as it gets
   */
  setLine(side, { kbitPerSecond, queueMs = 300, lossPercent = 0 } = {}) {
    const router = this.#routers[side];
    for (const device of ['lan', 'wan']) router.limit(device, kbitPerSecond, queueMs);
    router.nft(lossRules(lossPercent));
  }

  /** Gives side a one of its two networks and takes the other away, as when a phone leaves the house. */
  switchTo(network) {
    const [old, router] = network === 'wifi' ? ['lte', ROUTERS.a] : ['wifi', ROUTERS.lte];
    this.a.ip('address', 'flush', 'dev', old);
    this.a.ip('link', 'set', old, 'down');
    addUplink(this.a, network, router);
  }

  /** Back to the initial state: a on its wifi, no cut, and NATs that let every call through. */
  reset() {
    for (const side of Object.keys(ROUTERS)) {
      this.heal(side);
      this.setLine(side);
      this.setNat(side, 'full-cone');
    }
    this.switchTo('wifi');
  }

  remove() {
    this.#namespaces.remove();
  }

  #addInternet() {
    const internet = this.#namespaces.add('net');
    internet.ip('link', 'add', 'bridge', 'type', 'bridge');
    for (const address of INTERNET_ADDRESSES) {
      internet.ip('address', 'add', `${address}/24`, 'dev', 'bridge');
    }
    internet.ip('link', 'set', 'bridge', 'up');
    addWayIntoNowhere(internet, 'bridge');
    return internet;
  }

  #addRouter(name, client, clientInterface) {
    const { lan, wan } = ROUTERS[name];
    const router = this.#namespaces.add(`router-${name}`);
    this.#routers[name] = router;
    router.connect('lan', client, clientInterface);
    router.connect('wan', this.internet, `to-${name}`);
    router.ip('address', 'add', `${lan}.1/24`, 'dev', 'lan');
    router.ip('address', 'add', `${wan}/24`, 'dev', 'wan');
    this.internet.ip('link', 'set', `to-${name}`, 'master', 'bridge', 'up');
    for (const device of ['lan', 'wan']) router.ip('link', 'set', device, 'up');
    addWayIntoNowhere(router, 'wan');
    router.set('net/ipv4/ip_forward', 1);
  }
}

const clientOf = ({ lan }) => `${lan}.2`;

function addUplink(namespace, device, router) {
  namespace.ip('address', 'replace', `${clientOf(router)}/24`, 'dev', device);
  namespace.ip('link', 'set', device, 'up');
  namespace.ip('route', 'replace', 'default', 'via', `${router.lan}.1`, 'dev', device);
}

/**
 * Packets to private addresses elsewhere are dropped silently, as on the internet. Without any route the sender would
 * get an error, for which coturn ends a client's whole session.
 */
function addWayIntoNowhere(namespace, device) {
  const nobody = ['lladdr', '02:00:00:00:00:01', 'dev', device, 'nud', 'permanent'];
  namespace.ip('neighbour', 'add', NOWHERE, ...nobody);
  namespace.ip('route', 'add', 'default', 'via', NOWHERE, 'dev', device);
}
