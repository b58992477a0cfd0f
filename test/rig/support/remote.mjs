import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * A Node process in a namespace, whose methods are called from here. Browsers are driven, and servers listen, on the
 * loopback of their own namespace.
 */
export class Remote {
  #child;
  #calls = new Map();
  #lastId = 0;
  #exited;

  /**
   * @param {import('./namespaces.mjs').Namespace} namespace
   * @param {URL} file a module that calls {@link serve}
   * @param {readonly string[]} args
   * @param {string} [hosts] a file that it sees as `/etc/hosts`
   */
  constructor(namespace, file, args = [], hosts) {
    this.#child = namespace.spawn(process.execPath, [fileURLToPath(file), ...args], {
      hosts,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#exited = once(this.#child, 'exit');
    this.#child.on('message', (message) => this.#settle(message));
    this.#child.once('exit', (code) => {
      const error = new Error(`${fileURLToPath(file)} has ended with ${code}.`);
      for (const { reject } of this.#calls.values()) reject(error);
      this.#calls.clear();
    });
  }

  /** Calls a method of that process. Arguments and result are copied as JSON. */
  call(method, ...args) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#child.send({ id, method, args }, (error) => error && reject(error));
    });
  }

  /** Makes the process close what it has open, and waits for its end. */
  async close() {
    if (this.#child.connected) this.#child.disconnect();
    await this.#exited;
  }

  #settle({ id, result, error }) {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error));
  }
}

/**
 * The other end of {@link Remote}. When the process that started this one ends, `close` is called and this one ends.
 *
 * @param {{ [method: string]: (...args: any[]) => unknown, close(): unknown }} methods
 */
export function serve(methods) {
  process.on('message', async ({ id, method, args }) => {
    const answer = await Promise.resolve()
      .then(() => methods[method](...args))
      .then(
        (result) => ({ id, result }),
        (error) => ({ id, error: error.message ?? String(error) }),
      );
    // While this process closes, nobody waits for results any more.
    if (process.connected) process.send(answer);
  });
  process.once('disconnect', async () => {
    await methods.close();
    process.exit();
  });
}
