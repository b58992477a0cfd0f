/** What an app may name its topics by: 1 to 32 small letters, digits and hyphens. */
export function isTopic(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9-]{1,32}$/.test(value);
}
