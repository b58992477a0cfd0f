import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from './certificate.mjs';

export const STUN_PORT = 3478;
/** The port that the strictest firewalls leave open. */
const TLS_PORT = 443;
/** Firefox takes a TURN server over TLS by name only. */
const HOST_NAME = 'turn.rig.test';
const CREDENTIAL_TTL_MS = 3_600_000;

/** STUN and TURN over UDP, TCP and TLS, in the namespace of the internet. */
export class Coturn {
  #process;
  #exited;
  #folder;
  #address;
  #secret = randomBytes(16).toString('hex');
  #certificate;

  /**
   * @param {import('./namespaces.mjs').Namespace} namespace
   * @param {readonly string[]} addresses where it listens; it relays from the first
   */
  constructor(namespace, addresses) {
    const [address] = addresses;
    this.#address = address;
    this.#folder = mkdtempSync(join(tmpdir(), 'rig-coturn-'));
    this.#certificate = createCertificate(this.#folder, HOST_NAME);
    // Chromium asks for a TURN server's name with a dot at its end. If it is not here, it asks a DNS server, and there is none.
    const names = `${HOST_NAME} ${HOST_NAME}.`;
    writeFileSync(this.hosts, `127.0.0.1 localhost\n${address} ${names}\n`);
    const file = join(this.#folder, 'turnserver.conf');
    writeFileSync(file, this.#configuration(addresses));
    // Not its own log: when that goes to a pipe it comes in blocks, and late. This has what it says before there is one.
    const log = openSync(this.#logFile, 'w');
    this.#process = namespace.spawn('turnserver', ['-c', file], { stdio: ['ignore', log, log] });
    closeSync(log);
    this.#exited = once(this.#process, 'exit');
  }

  /** Hash of the key of its TLS certificate. */
  get spki() {
    return this.#certificate.spki;
  }

  /** A file to stand in for `/etc/hosts` where it is to be found by its name. */
  get hosts() {
    return join(this.#folder, 'hosts');
  }

  /** Waits until its ports are open. @param {import('./remote.mjs').Remote} internet in the same namespace */
  async ready(internet) {
    const untilOpen = (port) => internet.call('untilOpen', this.#address, port);
    await Promise.race([
      Promise.all([untilOpen(STUN_PORT), untilOpen(TLS_PORT)]),
      this.#exited.then(() => {
        throw new Error(`coturn did not start:\n${readFileSync(this.#logFile, 'utf8')}`);
      }),
    ]);
  }

  /** @returns {RTCIceServer} */
  stun() {
    return { urls: `stun:${this.#address}:${STUN_PORT}` };
  }

  /**
   * A server with credentials as an endpoint of the app would make them, by
   * https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00.
   *
   * @param {'udp' | 'tcp' | 'tls'} transport between browser and server
   * @returns {RTCIceServer}
   */
  turn(transport, ttlMs = CREDENTIAL_TTL_MS) {
    const username = `${Math.floor((Date.now() + ttlMs) / 1000)}:rig`;
    const credential = createHmac('sha1', this.#secret).update(username).digest('base64');
    const urls =
      transport === 'tls'
        ? `turns:${HOST_NAME}:${TLS_PORT}?transport=tcp`
        : `turn:${this.#address}:${STUN_PORT}?transport=${transport}`;
    return { urls, username, credential };
  }

  async stop() {
    this.#process.kill('SIGTERM');
    await this.#exited;
    rmSync(this.#folder, { recursive: true });
  }

  get #logFile() {
    return join(this.#folder, 'log');
  }

  #configuration(addresses) {
    const [relayAddress] = addresses;
    const { certificate, key } = this.#certificate;
    return [
      ...addresses.map((address) => `listening-ip=${address}`),
      `relay-ip=${relayAddress}`,
      `listening-port=${STUN_PORT}`,
      `tls-listening-port=${TLS_PORT}`,
      'use-auth-secret',
      `static-auth-secret=${this.#secret}`,
      'realm=rig',
      'fingerprint',
      'no-cli',
      `cert=${certificate}`,
      `pkey=${key}`,
      `userdb=${join(this.#folder, 'users.db')}`,
      `pidfile=${join(this.#folder, 'pid')}`,
      'log-file=stdout',
      '',
    ].join('\n');
  }
}
