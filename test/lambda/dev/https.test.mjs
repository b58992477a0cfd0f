import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request as httpsRequest } from 'node:https';
import { networkInterfaces } from 'node:os';
import { describe, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { generate } from 'lean-qr';
import { startCommand } from '../../support/dev-server.mjs';
import { importTypeScript } from '../../support/import-typescript.mjs';
import { connect, refusalOf } from '../support/client.mjs';

const CLI = fileURLToPath(new URL('../../../dist/cli.mjs', import.meta.url));
const { qrCode } = await importTypeScript('lambda/dev/https/qr-code.ts');
const { ownAddresses } = await importTypeScript('lambda/dev/https/own-addresses.ts');
const { makeCertificate } = await importTypeScript('lambda/dev/https/certificate.ts');
const { welcome } = await importTypeScript('lambda/dev/https/welcome.ts');

/** Starts the command, and takes its certificate as the one authority to trust. */
async function start(t, ...args) {
  const { url, stop } = await startCommand([CLI, 'dev', '--https', '--port', '0', ...args]);
  t.after(stop);
  const port = Number(new URL(url).port);
  const certificate = await certificateAt(port);
  return { url, port, certificate, ca: certificate.toString() };
}

async function certificateAt(port) {
  const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { raw } = socket.getPeerCertificate();
  socket.destroy();
  return new X509Certificate(raw);
}

function get(port, { ca, host = 'localhost', path = '/' }) {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, ca, headers: { host: `${host}:${port}` } };
    const request = httpsRequest({ ...options, servername: 'localhost' }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode, body });
    });
    request.once('error', reject);
    request.end();
  });
}

describe('p2p-video-call dev --https', () => {
  test('serves page and relay on one port, to who trusts its certificate', async (t) => {
    const { url, port, ca } = await start(t);
    assert.match(url, /^https:\/\//);
    const page = await get(port, { ca });
    assert.equal(page.status, 200);
    assert.match(page.body, /<p2p-video-call/);

    const relay = `wss://127.0.0.1:${port}/relay`;
    const [a, b] = [await connect(relay, { ca }), await connect(relay, { ca })];
    const [idA, idB] = [await a.whoAmI(), await b.whoAmI()];
    a.request(idB, { hello: true });
    assert.deepEqual(await b.next(), { message: { hello: true }, from: idA });
    await Promise.all([a.close(), b.close()]);

    await assert.rejects(get(port, {}), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  test('has a certificate for each name that it answers to, of this day', async (t) => {
    const { certificate } = await start(t, '--allow-host', 'my-mac.local');
    const addresses = ownAddresses(networkInterfaces());
    for (const address of ['127.0.0.1', '::1', ...addresses])
      assert.ok(certificate.checkIP(address), address);
    for (const name of ['localhost', 'my-mac.local']) assert.ok(certificate.checkHost(name), name);
    assert.equal(certificate.checkHost('evil.example'), undefined);
    assert.equal(certificate.checkIP('203.0.113.9'), undefined);
    assert.equal(certificate.ca, false);
    const days = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000;
    assert.ok(days > 29 && days < 31, `${days}`);
    assert.ok(Date.parse(certificate.validFrom) < Date.now());
  });

  test('refuses other names and other pages, and says what to do', async (t) => {
    const { port, ca } = await start(t);
    for (const path of ['/', '/relay', '/dist/cli.mjs']) {
      const { status, body } = await get(port, { ca, host: 'evil.example', path });
      assert.equal(status, 403, path);
      assert.match(
        body,
        /does not answer to \\?"evil\.example\\?": open it as https:\/\/localhost/,
      );
    }
    const relay = `wss://127.0.0.1:${port}/relay`;
    for (const headers of [{ host: 'evil.example' }, { origin: 'https://evil.example' }])
      assert.equal(await refusalOf(relay, { ca, headers }), 403);
    // An address is nobody's name.
    assert.equal((await get(port, { ca, host: '192.168.7.7' })).status, 200);
  });

  test('listens where --host says, and answers to that alone', async (t) => {
    const { url, port, ca } = await start(t, '--host', '127.0.0.1');
    assert.equal(url, `https://localhost:${port}/`);
    assert.equal((await get(port, { ca })).status, 200);
    assert.equal((await get(port, { ca, host: '192.168.7.7' })).status, 403);
  });

  test('goes on after connections that are not TLS, or are broken off', async (t) => {
    const { port, ca } = await start(t);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
    await certificateAt(port);
    assert.equal((await get(port, { ca })).status, 200);
  });
});

describe('what dev --https prints', () => {
  /** The modules as they are on the screen: a line of text is two rows of them. */
  function read(text) {
    const light = {
      '█': [true, true],
      '▀': [true, false],
      '▄': [false, true],
      ' ': [false, false],
    };
    const lines = text.trimEnd().split('\n');
    const rows = lines.flatMap((line) =>
      [0, 1].map((half) => [...line].map((character) => light[character][half])),
    );
    // Below an odd number of rows there is half a line of nothing.
    return rows.slice(0, rows[0].length);
  }

  test('is the code of exactly this link, with its margin', () => {
    for (const url of [
      'https://192.168.1.5:8000/',
      'https://[fd00::5]:65535/',
      'https://10.0.0.1:1/',
    ]) {
      const code = generate(url);
      const modules = read(qrCode(url, false));
      assert.equal(modules.length, code.size + 8);
      for (const [y, row] of modules.entries()) {
        assert.equal(row.length, code.size + 8);
        for (const [x, isLight] of row.entries())
          assert.equal(isLight, !code.get(x - 4, y - 4), `${url} ${x} ${y}`);
      }
      assert.notDeepEqual(modules, read(qrCode(`${url}x`, false)));
    }
  });

  test('has its colors only where the terminal takes them', () => {
    const plain = qrCode('https://10.0.0.1/', false);
    const colored = qrCode('https://10.0.0.1/', true);
    assert.ok(!plain.includes('\u001b'));
    assert.equal(colored.replaceAll('\u001b[97;40m', '').replaceAll('\u001b[0m', ''), plain);
    assert.ok(colored.split('\n').every((line) => line === '' || line.startsWith('\u001b[97;40m')));
  });

  test('says that the browser will warn, how to go on, and who else can open it', () => {
    const text = welcome('https://10.0.0.1/', ['https://10.1.0.1/'], false);
    for (const words of [
      qrCode('https://10.0.0.1/', false),
      /will warn/,
      /made the certificate itself/,
      /"Advanced" and "Proceed"/,
      /Whoever is in this network can open it/,
      /try https:\/\/10\.1\.0\.1\//,
    ]) {
      if (typeof words === 'string') assert.ok(text.includes(words));
      else assert.match(text, words);
    }
    assert.doesNotMatch(welcome('https://10.0.0.1/', [], false), /try/);
  });
});

describe('own addresses', () => {
  test('are those by which others reach this machine, IPv4 first', () => {
    const address = (address, family, internal = false) => ({ address, family, internal });
    const interfaces = {
      lo: [address('127.0.0.1', 'IPv4', true), address('::1', 'IPv6', true)],
      wlan0: [
        address('fe80::1', 'IPv6'),
        address('fd00::5', 'IPv6'),
        address('192.168.1.5', 'IPv4'),
      ],
      none: undefined,
    };
    assert.deepEqual(ownAddresses(interfaces), ['192.168.1.5', 'fd00::5']);
    assert.deepEqual(ownAddresses({}), []);
  });
});

describe('a certificate', () => {
  test('is another one each time, with its own key', async () => {
    const [one, two] = [await makeCertificate(['a.test']), await makeCertificate(['a.test'])];
    assert.notEqual(one.key, two.key);
    assert.notEqual(one.cert, two.cert);
  });
});
