import { expect } from '@open-wc/testing';
import { KnownHosts } from '../../../lambda/dev/known-hosts.js';

describe('known hosts', () => {
  const accepts = (hosts: KnownHosts, host: string, origin?: string): boolean =>
    hosts.refusalOf({ host, origin }) === null;

  it('are any address where the server listens on all, but no other name', () => {
    for (const bound of ['0.0.0.0', '::']) {
      const hosts = new KnownHosts(bound, ['my-mac.local']);
      for (const host of ['192.168.1.5:8000', '[fd00::5]:8000', 'localhost', 'my-mac.local'])
        expect(accepts(hosts, host), host).to.equal(true);
      for (const host of ['evil.example', '192.168.1.5.evil.example', '1.evil', '[fd00::5].evil'])
        expect(accepts(hosts, host), host).to.equal(false);
    }
  });

  it('lets pages in by their address only from the address that is asked', () => {
    const hosts = new KnownHosts('0.0.0.0', []);
    expect(accepts(hosts, '192.168.1.5:8000', 'http://192.168.1.5:3000')).to.equal(true);
    expect(accepts(hosts, '192.168.1.5:8000', 'http://localhost:3000')).to.equal(true);
    // A page may come from anybody's address on the internet.
    expect(accepts(hosts, '192.168.1.5:8000', 'http://203.0.113.9')).to.equal(false);
    expect(accepts(hosts, '127.0.0.1:8000', 'http://203.0.113.9')).to.equal(false);
  });

  it('are the address alone where the server listens on one', () => {
    const hosts = new KnownHosts('192.168.1.5', []);
    expect(accepts(hosts, '192.168.1.5:8000')).to.equal(true);
    expect(accepts(hosts, '192.168.1.6:8000')).to.equal(false);
  });

  it('are compared as addresses, in whatever way they are written', () => {
    const hosts = new KnownHosts('fd00:0:0:0:0:0:0:5', ['MY-MAC.local.']);
    expect(accepts(hosts, '[FD00::5]:8000')).to.equal(true);
    expect(accepts(hosts, 'my-mac.LOCAL')).to.equal(true);
  });

  it('need a name', () => {
    const hosts = new KnownHosts('127.0.0.1', []);
    expect(hosts.refusalOf({ host: undefined, origin: undefined })).to.match(/no host name/);
  });
});
