import type { ReactiveController } from 'lit';
import { notFetched } from '../../../call/terms/call-error.js';
import { UNTESTED, type NetworkReport } from '../../../call/terms/network-report.js';
import type { CallController } from '../call/call-controller.js';
import type { CallHost } from '../host/call-host.js';
import { callOptions } from '../call/host-options.js';

/** Checks the network as long as the user looks at it: nothing of it goes on behind a closed panel, in a call, or out of the page. */
export class NetworkCheck implements ReactiveController {
  readonly #host: CallHost;
  readonly #calls: CallController;
  readonly #isWatched: () => boolean;
  #running: AbortController | null = null;
  #report = UNTESTED;
  #hasFailed = false;

  /** @param isWatched whether the panel is open */
  constructor(host: CallHost, calls: CallController, isWatched: () => boolean) {
    this.#host = host;
    this.#calls = calls;
    this.#isWatched = isWatched;
    host.addController(this);
  }

  get report(): NetworkReport {
    return this.#report;
  }

  /** It could not even begin. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  hostUpdated(): void {
    if (!this.#host.isConnected || !this.#isWatched()) this.hostDisconnected();
    else if (this.#running === null) void this.#run();
  }

  readonly hostDisconnected = (): void => {
    this.#running?.abort();
    this.#running = null;
  };

  readonly again = (): void => {
    this.hostDisconnected();
    this.#host.requestUpdate();
  };

  async #run(): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    const show = (report: NetworkReport, hasFailed = false) => {
      if (running !== this.#running) return;
      this.#report = report;
      this.#hasFailed = hasFailed;
      this.#host.requestUpdate();
    };
    show(UNTESTED);
    try {
      const { iceServers, iceTransportPolicy } = callOptions(this.#host);
      const { signal } = running;
      const { runNetworkCheck } =
        await import('../../../call/network-check/network-check.js').catch((cause: unknown) => {
          throw notFetched('invalid-state', cause);
        });
      const onProgress = (report: NetworkReport) => show(report);
      await runNetworkCheck(this.#calls.client, {
        iceServers,
        iceTransportPolicy,
        signal,
        onProgress,
      });
    } catch (error) {
      if (running !== this.#running) return;
      this.#calls.problems.report(error);
      show(UNTESTED, true);
    }
  }
}
