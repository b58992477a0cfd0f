import { expect } from '@open-wc/testing';
import { AddressProbe } from '../../src/link/address-probe.js';
import { ManualClock } from '../support/manual-clock.js';

describe('AddressProbe', () => {
  let clock: ManualClock;
  let probe: AddressProbe;
  let probes: { readonly address: string; readonly number: number; readonly atMs: number }[];
  let echoes: { readonly address: string; readonly echo: number }[];
  let proved: string[];
  let claims: number;

  beforeEach(() => {
    clock = new ManualClock();
    [probes, echoes, proved] = [[], [], []];
    claims = 0;
    probe = new AddressProbe({
      clock,
      sendProbe: (address, number) => probes.push({ address, number, atMs: clock.now() }),
      sendEcho: (address, echo) => echoes.push({ address, echo }),
      onClaim: () => (claims += 1),
      onProved: (address) => proved.push(address),
    });
  });

  afterEach(() => {
    probe.stop();
    expect(clock.pending).to.equal(0);
  });

  const MINUTE_MS = 60_000;

  it('asks five times at most, at growing intervals, with the same number', async () => {
    probe.claim('new');
    expect(probes, 'the peer’s own message may come first').to.deep.equal([]);
    await clock.advance(10 * MINUTE_MS);
    expect(probes.map(({ atMs }) => atMs)).to.deep.equal([500, 1_500, 3_500, 7_500, 15_500]);
    expect(new Set(probes.map(({ address }) => address))).to.deep.equal(new Set(['new']));
    const [number, ...others] = new Set(probes.map((sent) => sent.number));
    expect(others).to.deep.equal([]);
    expect(Number.isInteger(number) && number! >= 1 && number! < 2 ** 31).to.equal(true);
    expect(proved).to.deep.equal([]);
  });

  it('asks anew when the relay is back, but nobody without a claim', async () => {
    probe.retry();
    await clock.advance(MINUTE_MS);
    expect(probes).to.have.length(0);
    probe.claim('new');
    await clock.advance(10 * MINUTE_MS);
    probe.retry();
    await clock.advance(10 * MINUTE_MS);
    expect(probes).to.have.length(10);
  });

  it('tells of claims that are followed, and not of others', async () => {
    for (const address of ['a', 'a', 'b', 'c', 'd', 'e']) probe.claim(address);
    expect(claims).to.equal(3);
  });

  it('has an address proved by the number that it has sent there', async () => {
    probe.claim('new');
    await clock.advance(500);
    probe.echoed('new', probes[0]!.number);
    expect(proved).to.deep.equal(['new']);
    await clock.advance(MINUTE_MS);
    expect(probes).to.have.length(1);
    probe.echoed('new', probes[0]!.number);
    expect(proved, 'once').to.deep.equal(['new']);
  });

  it('hears an echo that comes long after the last probe', async () => {
    probe.claim('new');
    await clock.advance(MINUTE_MS);
    probe.echoed('new', probes.at(-1)!.number);
    expect(proved).to.deep.equal(['new']);
  });

  it('has none proved by another number, from another address, or unasked', async () => {
    probe.echoed('new', 1);
    probe.claim('new');
    await clock.advance(500);
    const { number } = probes[0]!;
    probe.echoed('new', number + 1);
    probe.echoed('old', number);
    probe.echoed('', number);
    expect(proved).to.deep.equal([]);
    probe.claim('newer');
    await clock.advance(500);
    probe.echoed('new', number);
    probe.echoed('newer', number);
    expect(proved, 'the number of the claim before').to.deep.equal([]);
  });

  it('chooses a number that nobody can guess, for each claim', async () => {
    const numbers = new Set<number>();
    for (let count = 0; count < 20; count += 1) {
      probe.claim(`new ${count}`);
      await clock.advance(MINUTE_MS);
      numbers.add(probes.at(-1)!.number);
    }
    expect(numbers.size).to.equal(20);
    expect(Math.max(...numbers)).to.be.greaterThan(2 ** 20);
  });

  it('asks nobody any more once it is stopped', async () => {
    probe.claim('new');
    await clock.advance(500);
    probe.stop();
    probe.echoed('new', probes[0]!.number);
    await clock.advance(MINUTE_MS);
    expect([probes.length, proved]).to.deep.equal([1, []]);
  });

  it('does not begin again when the same claim is repeated', async () => {
    for (let count = 0; count < 5; count += 1) {
      probe.claim('new');
      await clock.advance(400);
    }
    expect(probes.map(({ atMs }) => atMs)).to.deep.equal([500, 1_500]);
    await clock.advance(10 * MINUTE_MS);
    probe.claim('new');
    await clock.advance(10 * MINUTE_MS);
    expect(probes).to.have.length(5);
  });

  it('follows three claims in a minute, and ignores the fourth', async () => {
    for (const address of ['a', 'b', 'c', 'd', 'e']) {
      probe.claim(address);
      await clock.advance(500);
    }
    expect(probes.map(({ address }) => address)).to.deep.equal(['a', 'b', 'c', 'c']);
    await clock.advance(MINUTE_MS);
    probe.claim('f');
    await clock.advance(500);
    expect(probes.at(-1)!.address).to.equal('f');
  });

  it('counts claims on, whether they are settled or not', async () => {
    for (const address of ['a', 'b', 'c', 'a']) {
      probe.claim(address);
      await clock.advance(500);
      probe.echoed(address, probes.at(-1)!.number);
    }
    expect(proved).to.deep.equal(['a', 'b', 'c']);
  });

  it('answers ten probes in a minute, each to where it came from', async () => {
    for (let number = 1; number <= 15; number += 1) probe.probed('peer', number);
    expect(echoes).to.deep.equal(
      Array.from({ length: 10 }, (_, index) => ({ address: 'peer', echo: index + 1 })),
    );
    await clock.advance(MINUTE_MS);
    probe.probed('elsewhere', 16);
    expect(echoes.at(-1)).to.deep.equal({ address: 'elsewhere', echo: 16 });
  });
});
