// What the two commands take. By itself, because the command line reads it before the rest of them is loaded.

/** Options that every command about stacks takes. */
export const STACK_OPTIONS = {
  name: { type: 'string' },
  region: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Options of `deploy`. */
export const DEPLOY_OPTIONS = {
  ...STACK_OPTIONS,
  'dry-run': { type: 'boolean' },
  site: { type: 'string' },
  rooms: { type: 'boolean' },
  'no-rooms': { type: 'boolean' },
  turn: { type: 'string' },
  'turn-urls': { type: 'string' },
  'turn-key-id': { type: 'string' },
  'turn-secret-name': { type: 'string' },
  'turn-ttl': { type: 'string' },
  'turn-channels': { type: 'string' },
  'door-secret-name': { type: 'string' },
  'door-jwks-url': { type: 'string' },
  'door-audience': { type: 'string' },
  'door-issuer': { type: 'string' },
  'no-door': { type: 'boolean' },
  origins: { type: 'string' },
  domain: { type: 'string' },
  certificate: { type: 'string' },
  'no-domain': { type: 'boolean' },
  'alarm-email': { type: 'string' },
  'no-alarm': { type: 'boolean' },
} as const;
