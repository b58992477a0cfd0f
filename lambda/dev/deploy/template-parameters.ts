import type { Parameter } from '@aws-sdk/client-cloudformation';

/** The parameters of the relay's template that are options of the command. */
export interface RelayParameters {
  readonly Rooms?: 'yes' | 'no';
  readonly TurnProvider?: string;
  readonly TurnUrls?: string;
  readonly TurnKeyId?: string;
  readonly TurnSecretName?: string;
  readonly TurnChannels?: string;
  readonly DoorSecretName?: string;
  readonly DoorJwksUrl?: string;
  readonly DoorAudience?: string;
  readonly DoorIssuer?: string;
  readonly AllowedOrigins?: string;
  readonly DomainName?: string;
  readonly CertificateArn?: string;
  readonly AlarmEmail?: string;
}

/**
 * What to hand to CloudFormation. Whatever is not given stays as the stack has it: an update must not open a door that an
 * earlier run has closed. That goes for parameters, too, that were set in the console.
 *
 * @param known the names that the template has; a newer one may lack a parameter of an older one
 * @param existing the stack's parameters, none for a new stack
 */
export function mergeParameters(
  given: RelayParameters,
  known: ReadonlySet<string>,
  existing: readonly Parameter[],
): Parameter[] {
  const set = Object.entries(given).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue: String(ParameterValue),
  }));
  const kept = existing
    .map(({ ParameterKey = '' }) => ParameterKey)
    .filter((key) => known.has(key) && !(key in given))
    .map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true }));
  return [...set, ...kept];
}

/** What a stack has been told, in words, for the plan. A new stack has the template's defaults, which are not listed. */
export function describeSettings(given: RelayParameters, existing: readonly Parameter[]): string[] {
  const lines = new Map<string, string>();
  for (const { ParameterKey: key = '', ParameterValue: value = '' } of existing) {
    if (value !== '') lines.set(key, `${key}: ${value} (as before)`);
  }
  for (const [key, value] of Object.entries(given)) {
    const before = existing.find(({ ParameterKey }) => ParameterKey === key)?.ParameterValue ?? '';
    if (value === before) continue;
    const shown = value === '' ? '(nothing)' : String(value);
    const was = before === '' ? '' : ` (was ${before})`;
    if (value !== '' || before !== '') lines.set(key, `${key}: ${shown}${was}`);
  }
  return [...lines.values()];
}
