import { execFile, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createCertificate } from '../../rig/support/certificate.mjs';

const README = new URL('../../../lambda/README.md', import.meta.url);
const ADDRESS = '127.0.0.1';
const POLL_MS = 20;

/**
 * Starts a real coturn on the loopback, with the configuration of `lambda/README.md`.
 *
 * @param {string} secret
 */
export async function startCoturn(secret) {
  const folder = mkdtempSync(join(tmpdir(), 'coturn-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const { certificate, key } = createCertificate(folder, 'turn.example.com');
  const set = {
    'listening-port': port,
    'tls-listening-port': tlsPort,
    cert: certificate,
    pkey: key,
    'static-auth-secret': secret,
  };
  const file = join(folder, 'turnserver.conf');
  writeFileSync(
    file,
    [
      documentedConfiguration(set),
      // What a test needs besides: the loopback alone, files of its own, and this one peer.
      `listening-ip=${ADDRESS}`,
      `relay-ip=${ADDRESS}`,
      'allow-loopback-peers',
      `allowed-peer-ip=${ADDRESS}`,
      `userdb=${join(folder, 'users.db')}`,
      `pidfile=${join(folder, 'pid')}`,
      'log-file=stdout',
      'verbose',
      '',
    ].join('\n'),
  );
  const server = spawn('turnserver', ['-c', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (data) => (log += data));
  }
  const exited = once(server, 'exit');
  await Promise.race([
    Promise.all([untilOpen(port), untilOpen(tlsPort)]),
    exited.then(() => {
      throw new Error(`coturn did not start:\n${log}`);
    }),
  ]);
  return {
    port,
    tlsPort,
    urls: [
      `turn:${ADDRESS}:${port}?transport=udp`,
      `turn:${ADDRESS}:${port}?transport=tcp`,
      `turns:${ADDRESS}:${tlsPort}?transport=tcp`,
    ],
    log: () => log,
    stop: async () => {
      server.kill();
      await exited;
      rmSync(folder, { recursive: true });
    },
    use: (transport, credentials, peer) =>
      use({ udp: port, tcp: port, tls: tlsPort }[transport], transport, credentials, peer),
  };
}

/** The configuration in the README, with these values in place of those for the example's host. */
function documentedConfiguration(values) {
  let text = readFileSync(README, 'utf8').match(/```ini\n(realm=[^]*?)```/)[1];
  for (const [name, value] of Object.entries(values)) {
    const line = new RegExp(`^${name}=.*$`, 'm');
    if (!line.test(text)) throw new Error(`${name} is not in the README's configuration.`);
    text = text.replace(line, `${name}=${value}`);
  }
  return text;
}

/**
 * Makes an allocation with coturn's own client and sends through it: to itself, or to a peer.
 *
 * @returns what the client printed; `isAllocated`; `lost`, in percent, or `null` if nothing could be sent
 */
async function use(port, transport, { username, credential }, peer) {
  const args = [
    ...{ udp: [], tcp: ['-t'], tls: ['-t', '-S'] }[transport],
    ...(peer === undefined ? ['-y'] : ['-e', peer]),
    ...['-c', '-v', '-n', '1', '-u', username, '-w', credential, '-p', port, ADDRESS],
  ];
  const output = await new Promise((resolve) => {
    execFile('turnutils_uclient', args.map(String), { timeout: 15_000 }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
  const [, lost = null] = output.match(/Total lost packets \d+ \(([\d.]+)%\)/) ?? [];
  return {
    output,
    isAllocated: !output.includes('Cannot complete Allocation'),
    lost: lost === null ? null : Number(lost),
  };
}

/** A port that is free both for TCP and UDP; coturn can't choose one. */
async function freePort() {
  for (;;) {
    const server = createServer().listen(0, ADDRESS);
    await once(server, 'listening');
    const { port } = server.address();
    const socket = createSocket('udp4').bind(port, ADDRESS);
    const isFree = await Promise.race([
      once(socket, 'listening').then(() => true),
      once(socket, 'error').then(() => false),
    ]);
    socket.close();
    server.close();
    await once(server, 'close');
    if (isFree) return port;
  }
}

async function untilOpen(port) {
  for (;;) {
    const socket = connect(port, ADDRESS);
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (error.code !== 'ECONNREFUSED') throw error;
    } finally {
      socket.destroy();
    }
    await wait(POLL_MS);
  }
}
