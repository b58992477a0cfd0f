import { createInterface } from 'node:readline';
import { devNull } from 'node:os';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Credentials } from './request-signature.js';
import type { Invocation, WorkerInit, WorkerReply } from './worker-messages.js';

export interface LambdaRunnerOptions {
  readonly handler: string | URL;
  readonly environment: Readonly<Record<string, string>>;
  /** The base URL of `@connections`; becomes the SDK's endpoint. */
  readonly managementUrl: string;
  readonly region: string;
  /** What the handler signs its requests with. */
  readonly credentials: Credentials;
  readonly onLog: (line: string, stream: 'stdout' | 'stderr') => void;
}

interface PendingInvocation {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs a handler in a worker thread. With a thread, each gateway has environment variables of its own, from which the
 * AWS SDK reads its endpoint.
 */
export class LambdaRunner {
  readonly #options: LambdaRunnerOptions;
  readonly #pending = new Map<number, PendingInvocation>();
  #worker: Promise<Worker> | null = null;
  #lastId = 0;
  #stopped = false;

  constructor(options: LambdaRunnerOptions) {
    this.#options = options;
  }

  /** @throws the error of the handler's module, if that can't be loaded */
  async start(): Promise<void> {
    await this.#running();
  }

  /**
   * Invokes the handler; several invocations may run at once.
   *
   * @returns what the handler returned
   * @throws {Error} if it threw (then `cause` is the message of what it threw), crashed or did not return in `timeoutMs`
   */
  async invoke(event: Invocation['event'], timeoutMs: number): Promise<unknown> {
    const worker = await this.#running();
    const id = ++this.#lastId;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.#pending.set(id, { resolve, reject });
        timer = setTimeout(
          () => reject(new Error(`The handler did not return in ${timeoutMs} ms.`)),
          timeoutMs,
        );
        worker.postMessage({ id, event } satisfies Invocation);
      });
    } finally {
      clearTimeout(timer);
      this.#pending.delete(id);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    // A handler that failed to start has no thread to stop, and `start()` has thrown its error.
    const worker = await this.#worker?.catch(() => null);
    await worker?.terminate();
  }

  #running(): Promise<Worker> {
    if (this.#stopped) return Promise.reject(new Error('The gateway is closed.'));
    this.#worker ??= this.#spawn();
    return this.#worker;
  }

  #spawn(): Promise<Worker> {
    const { handler } = this.#options;
    const handlerUrl = typeof handler === 'string' ? toUrl(handler) : handler.href;
    const worker = new Worker(fileURLToPath(new URL('./lambda-worker.mjs', import.meta.url)), {
      workerData: { handlerUrl } satisfies WorkerInit,
      env: this.#lambdaEnvironment(),
      execArgv: [], // the flags of this process, such as a test runner's, are not for the handler
      stdout: true,
      stderr: true,
    });
    this.#forwardLog(worker.stdout, 'stdout');
    this.#forwardLog(worker.stderr, 'stderr');

    return new Promise((resolve, reject) => {
      let failure = new Error('The handler ended its process.');
      worker.on('message', (message: WorkerReply) => {
        if (message.kind === 'ready') resolve(worker);
        else this.#settle(message);
      });
      worker.on('error', (error) => {
        failure = error instanceof Error ? error : new Error(String(error));
        this.#options.onLog(failure.stack ?? failure.message, 'stderr');
      });
      worker.once('exit', () => {
        // As in Lambda: running invocations fail, and the next one gets a new environment.
        this.#worker = null;
        for (const { reject: fail } of this.#pending.values()) {
          fail(new Error('The handler crashed.', { cause: failure }));
        }
        reject(failure);
      });
    });
  }

  #settle(message: Exclude<WorkerReply, { kind: 'ready' }>): void {
    const invocation = this.#pending.get(message.id);
    if (!invocation) return; // It came after the timeout: API Gateway has already sent the client an error.
    if (message.kind === 'error') {
      const cause = message.message;
      invocation.reject(new Error('The handler threw an error.', { cause }));
    } else invocation.resolve(message.json === null ? null : JSON.parse(message.json));
  }

  #forwardLog(stream: Readable, name: 'stdout' | 'stderr'): void {
    createInterface({ input: stream }).on('line', (line) => this.#options.onLog(line, name));
  }

  #lambdaEnvironment(): Record<string, string> {
    const { region, credentials, managementUrl, environment } = this.#options;
    return {
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_LAMBDA_FUNCTION_NAME: 'local',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: managementUrl,
      // The developer's own AWS profile must have no effect here.
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      // The SDK's warning about this machine's Node version does not apply to Lambda's.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...environment,
    };
  }
}

function toUrl(fileOrUrl: string): string {
  return fileOrUrl.startsWith('file:') ? fileOrUrl : pathToFileURL(fileOrUrl).href;
}
