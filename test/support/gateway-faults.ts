import type {
  Fault,
  FaultStep,
  GatewayStats,
  LocalGatewayOptions,
} from '../../lambda/local-gateway/local-gateway.js';

// The other end is scripts/test/local-gateway.mjs.
const PATH = '/local-gateway';

/** The options that can be written as JSON: no functions, and no objects of Node. */
export type GatewayOptions = Pick<
  LocalGatewayOptions,
  | 'routes'
  | 'jitterMs'
  | 'seed'
  | 'integrationTimeoutMs'
  | 'idleTimeoutMs'
  | 'connectionDurationMs'
  | 'managementPermissions'
  | 'accountThrottle'
  | 'routeThrottle'
>;

/** A fault that was started. */
export interface StartedFault {
  /** How often it has hit so far, and whether it is still active. */
  read(): Promise<{ readonly hits: number; readonly isActive: boolean }>;
  heal(): Promise<void>;
}

/** A local gateway with the built relay behind it, for one test alone. */
export interface TestGateway {
  readonly endpoint: string;
  /** Starts a fault; it is active when the promise resolves. See lambda/local-gateway/faults/fault.ts. */
  start(fault: Fault): Promise<StartedFault>;
  /** Starts a script. Its times count from about when the promise resolves. */
  run(steps: readonly FaultStep[]): Promise<void>;
  /** Ends every fault. */
  heal(): Promise<void>;
  /** The ids of the open connections, the oldest first. */
  connections(): Promise<readonly string[]>;
  stats(): Promise<GatewayStats>;
  /** To be called at the end of the test. */
  close(): Promise<void>;
}

interface GatewayState {
  readonly stats: GatewayStats;
  readonly connections: readonly string[];
  readonly faults: readonly { readonly hits: number; readonly isActive: boolean }[];
}

/**
 * Makes a gateway for one test.
 *
 * @throws {Error} if nothing is built
 */
export async function openTestGateway(options: GatewayOptions = {}): Promise<TestGateway> {
  const { id, endpoint } = await ask<{ id: string; endpoint: string }>('POST', '', options);
  const read = (): Promise<GatewayState> => ask('GET', `/${id}`);
  return {
    endpoint,
    start: async (fault) => {
      const { fault: index } = await ask<{ fault: number }>('POST', `/${id}/faults`, fault);
      return {
        read: async () => (await read()).faults[index]!,
        heal: () => ask('DELETE', `/${id}/faults/${index}`),
      };
    },
    run: (steps) => ask('POST', `/${id}/script`, steps),
    heal: () => ask('DELETE', `/${id}/faults`),
    connections: async () => (await read()).connections,
    stats: async () => (await read()).stats,
    close: () => ask('DELETE', `/${id}`),
  };
}

async function ask<Result>(method: string, path: string, content?: unknown): Promise<Result> {
  const response = await fetch(`${PATH}${path}`, {
    method,
    cache: 'no-store',
    ...(content === undefined ? {} : { body: JSON.stringify(content, refuseFunctions) }),
  });
  const result = (await response.json()) as Result & { readonly problem?: string };
  if (result.problem !== undefined) throw new Error(result.problem);
  return result;
}

/** JSON would leave a function out; a fault for some frames would then hit all of them. */
function refuseFunctions(name: string, value: unknown): unknown {
  if (typeof value === 'function')
    throw new TypeError(`"${name}" is a function: write it as JSON.`);
  return value;
}
