import { DescribeStackEventsCommand, type StackEvent } from '@aws-sdk/client-cloudformation';
import type { Aws } from './aws.js';
import type { Polling } from './change-set.js';
import { explainResourceFailure } from './explain-resource-failure.js';
import { pause } from './interruption.js';
import { nameResource } from './resource-names.js';
import { describeStack } from './stack-state.js';
import type { Terminal } from './terminal.js';

/** How the work on a stack ended. */
export interface StackOutcome {
  /** `CREATE_COMPLETE` and the like. */
  readonly status: string;
  /** What failed first, in words; the rest failed because of it. */
  readonly failures: readonly string[];
  /** What AWS left standing when it deleted the stack. */
  readonly leftOver: readonly string[];
}

/** AWS needs a moment before it begins to delete what failed. */
const MAX_POLLS_BEFORE_REMOVAL = 10;

/** What is happening to a resource, by how its status begins and ends. */
const VERBS: Readonly<Record<string, string>> = {
  CREATE_COMPLETE: 'made',
  UPDATE_COMPLETE: 'changed',
  DELETE_COMPLETE: 'deleted',
  DELETE_SKIPPED: 'kept',
  CREATE_IN_PROGRESS: 'making',
  UPDATE_IN_PROGRESS: 'changing',
  DELETE_IN_PROGRESS: 'deleting',
};

/** Follows what AWS does to a stack, from the moment at which it is created. */
export class StackProgress {
  readonly #aws: Aws;
  readonly #stackId: string;
  readonly #terminal: Terminal;
  readonly #seen = new Set<string>();
  readonly #shown = new Set<string>();
  readonly #failures: string[] = [];
  readonly #leftOver: string[] = [];

  private constructor(aws: Aws, stackId: string, terminal: Terminal) {
    this.#aws = aws;
    this.#stackId = stackId;
    this.#terminal = terminal;
  }

  /** Events from before are not shown. */
  static async create(aws: Aws, stackId: string, terminal: Terminal): Promise<StackProgress> {
    const progress = new StackProgress(aws, stackId, terminal);
    await progress.#readNewEvents();
    return progress;
  }

  /**
   * Shows what happens until AWS is done. To be called after the work was asked for.
   *
   * @throws an `AbortError` if it is interrupted; AWS goes on then
   */
  async follow({ pollMs, signal }: Polling): Promise<StackOutcome> {
    while (true) {
      // The stack's own last event, not its status: that may still be the one from before the work began.
      const end = this.#show(await this.#readNewEvents());
      if (end === 'CREATE_FAILED') return this.#followRemoval({ pollMs, signal });
      if (end !== null) return this.#outcome(end);
      await pause(pollMs, signal);
    }
  }

  /** A new stack that failed is deleted next (`OnStackFailure`), but not in the same moment. */
  async #followRemoval({ pollMs, signal }: Polling): Promise<StackOutcome> {
    for (let poll = 0; poll < MAX_POLLS_BEFORE_REMOVAL; poll++) {
      await pause(pollMs, signal);
      this.#show(await this.#readNewEvents());
      if ((await this.#readStatus()) !== 'CREATE_FAILED') break;
    }
    return this.followToRest({ pollMs, signal });
  }

  /** The same for work whose last event may have come before this was created. */
  async followToRest({ pollMs, signal }: Polling): Promise<StackOutcome> {
    while (true) {
      this.#show(await this.#readNewEvents());
      const status = await this.#readStatus();
      if (!status.endsWith('_IN_PROGRESS')) return this.#outcome(status);
      await pause(pollMs, signal);
    }
  }

  /**
   * The same for a deletion. That it failed, only an event tells: the status may still be that of an earlier try. That it
   * succeeded, the status tells as well.
   */
  async followDeletion({ pollMs, signal }: Polling): Promise<StackOutcome> {
    while (true) {
      const end = this.#show(await this.#readNewEvents());
      if (end === 'DELETE_FAILED') return this.#outcome(end);
      const status = await this.#readStatus();
      if (status === 'DELETE_COMPLETE') return this.#outcome(status);
      await pause(pollMs, signal);
    }
  }

  async #readStatus(): Promise<string> {
    const stack = await describeStack(this.#aws, this.#stackId);
    return stack?.StackStatus ?? 'DELETE_COMPLETE';
  }

  #outcome(status: string): StackOutcome {
    return { status, failures: this.#failures, leftOver: this.#leftOver };
  }

  /** @returns the status in which the stack came to rest, or null */
  #show(events: readonly StackEvent[]): string | null {
    let end: string | null = null;
    for (const event of events) {
      const { ResourceStatus: status = '', PhysicalResourceId: id } = event;
      if (id === this.#stackId) {
        if (!status.endsWith('_IN_PROGRESS')) end = status;
        if (status.endsWith('_FAILED')) this.#addFailure(event);
      } else this.#showResource(event);
    }
    return end;
  }

  #showResource(event: StackEvent): void {
    const { ResourceStatus: status = '', LogicalResourceId: name = '', ResourceType: type } = event;
    const resource = `${nameResource(type)} (${name})`;
    if (status.endsWith('_FAILED')) {
      // AWS stops what it was making beside the one that failed.
      if (/cancelled/i.test(event.ResourceStatusReason ?? '')) return;
      this.#addFailure(event);
      return this.#terminal.say(`  failed    ${resource}`);
    }
    if (status === 'DELETE_SKIPPED') this.#leftOver.push(`${resource} ${event.PhysicalResourceId}`);
    const line = `  ${(VERBS[status] ?? status).padEnd(10)}${resource}`;
    // AWS tells twice that it is making something.
    if (this.#shown.has(line)) return;
    this.#shown.add(line);
    this.#terminal.say(line);
  }

  #addFailure(event: StackEvent): void {
    const {
      ResourceType: type,
      LogicalResourceId: name = '',
      ResourceStatusReason: reason,
    } = event;
    const isStack = event.PhysicalResourceId === this.#stackId;
    // The stack only sums up what failed in it.
    if (isStack && this.#failures.length > 0) return;
    const subject = isStack ? 'The stack' : `${nameResource(type)} (${name})`;
    this.#failures.push(`${subject}: ${explainResourceFailure(reason ?? '')}`);
  }

  /** @returns in the order in which they happened */
  async #readNewEvents(): Promise<StackEvent[]> {
    const events: StackEvent[] = [];
    let token: string | undefined;
    do {
      const page = await this.#aws.cloudFormation.send(
        new DescribeStackEventsCommand({
          StackName: this.#stackId,
          ...(token !== undefined && { NextToken: token }),
        }),
      );
      const fresh = (page.StackEvents ?? []).filter(({ EventId = '' }) => !this.#seen.has(EventId));
      events.push(...fresh);
      // The newest come first: behind one that is known, all are.
      token = fresh.length === page.StackEvents?.length ? page.NextToken : undefined;
    } while (token !== undefined);
    for (const { EventId = '' } of events) this.#seen.add(EventId);
    return events.reverse();
  }
}
