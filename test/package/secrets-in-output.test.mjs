import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { followFile } from '../../scripts/test/follow-file.mjs';
import { findSecrets, NOT_A_SECRET } from '../../scripts/test/secret-patterns.mjs';
import { searchOutput } from '../../scripts/test/secrets-in-output.mjs';

const PAIRS = Array.from({ length: 32 }, (_, index) => (160 + index).toString(16));
const TOKEN = 'yV3-l_0Wk2uJqCpI8x4GZ5mHs7TtE1nBfRaDoQwLc9M';

const SECRETS = {
  'an ICE password': ['a=ice-pwd:abcdefghijklmnopqrstuvwx', '{"ice-pwd":"abcdefghijklmnop"}'],
  'a fingerprint': [`a=fingerprint:sha-256 ${PAIRS.join(':')}`, PAIRS.join(':').toUpperCase()],
  'a token': [`mac ${TOKEN}`, `{"byToken":"${TOKEN}"}`, `at x (${TOKEN})`],
  'a secret by its name': [
    'credential: "pa55word"',
    `https://example.com/#room=a&secret=${TOKEN.slice(0, 22)}`,
    'ticket=abcdefgh.ijklmnop',
    'Authorization: Bearer123',
  ],
  'a password in a URL': ['turn:me:5ecret@127.0.0.1', 'wss://me:5ecret@localhost/'],
  'an IP address': [
    'candidate:1 1 udp 1 192.168.1.77 5000 typ host',
    'from 203.0.113.21:443',
    'http://10.0.0.1/',
    'raddr 2001:db8::1 rport 9',
    '[fe80::1]:5000',
    '::ffff:192.168.1.77',
  ],
};

const HARMLESS = [
  'http://127.0.0.1:8000/ and http://localhost:8000/',
  '0.0.0.0 :: ::1 [::1]:8000 127.255.0.1',
  'Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36, version 1.2.3, 12:34:56',
  'D-j5-fe7IAMCKMA= says hello; call AAAAAAAAAAAAAAAAAAAAAA',
  'A'.repeat(43),
  'the token was wrong, and the secret: none',
  'test/call/connection/connection-configuration-of-a-call.test.ts:12:34',
  `the password in a test: credential=pa55word1 ${NOT_A_SECRET}`,
  '✔ a::before and Foo::bar (12.5ms)',
  'sha512 of a package: sha512-x, ab:cd:ef',
];

describe('what logs and errors may not hold (T17)', () => {
  for (const [kind, lines] of Object.entries(SECRETS)) {
    for (const line of lines) {
      it(`${kind} is found: ${line.slice(0, 12)}… ${NOT_A_SECRET}`, () => {
        assert.deepEqual(findSecrets(`first\n  ${line}  \nlast`), [{ kind, line, lineNumber: 2 }]);
      });
    }
  }

  it('nothing else is', () => {
    for (const line of HARMLESS) assert.deepEqual(findSecrets(line), [], NOT_A_SECRET);
  });

  it('each line with a secret is one failure of the whole run, in colour as well', () => {
    const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-output-'));
    try {
      const [good, bad] = ['good', 'bad'].map((name) => ({ name, file: join(folder, name) }));
      writeFileSync(good.file, HARMLESS.join('\n'));
      writeFileSync(bad.file, 'one\n\u001b[31m192.168.\u001b[0m1.77\u001b[0m\nthree\n10.0.0.1');
      const clean = searchOutput([good]);
      assert.deepEqual([clean.passed, clean.failed, clean.failures], [1, 0, []]);
      const { passed, failed, failures } = searchOutput([good, bad]);
      assert.deepEqual([passed, failed], [0, 2]);
      assert.deepEqual(
        failures.map(({ test }) => test),
        ['the output of bad, line 2', 'the output of bad, line 4'],
      );
      assert.match(failures[0].message, /an IP address: 192\.168\.1\.77/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('what a runner writes to its log is shown while it runs, and nothing of it is lost', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-output-'));
    const file = join(folder, 'log');
    writeFileSync(file, '');
    let shown = '';
    const onShown = deferred();
    const stop = followFile(file, {
      write(bytes) {
        shown += bytes.toString();
        onShown.resolve();
      },
    });
    try {
      appendFileSync(file, 'first\n');
      await onShown.promise;
      assert.equal(shown, 'first\n');
      appendFileSync(file, 'x'.repeat(200_000));
    } finally {
      stop();
      rmSync(folder, { recursive: true, force: true });
    }
    assert.equal(shown.length, 200_006);
  });
});

function deferred() {
  let resolve;
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}
