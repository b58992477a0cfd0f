import type { Parameter } from '@aws-sdk/client-cloudformation';

/** The parameters of the relay's template that are options of the command. */
export interface RelayParameters {
  readonly Rooms?: 'yes' | 'no';
  readonly TurnProvider?: string;
  readonly TurnUrls?: string;
  readonly TurnKeyId?: string;
  readonly TurnSecretName?: string;
  readonly TurnTtl?: string;
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

/** What the template takes for it if nothing is said; also for what only the CloudFormation console can set. */
const DEFAULTS: Required<RelayParameters> & Readonly<Record<string, string>> = {
  Rooms: 'yes',
  TurnProvider: 'none',
  TurnUrls: '',
  TurnKeyId: '',
  TurnSecretName: '',
  TurnTtl: '',
  TurnChannels: '1',
  DoorSecretName: '',
  DoorJwksUrl: '',
  DoorAudience: '',
  DoorIssuer: '',
  AllowedOrigins: '',
  DomainName: '',
  CertificateArn: '',
  AlarmEmail: '',
  StageName: 'prod',
  LogRetentionDays: '14',
  ThrottleRate: '100',
  ThrottleBurst: '200',
};

/**
 * What a stack is told, for the plan: whatever changes, and whatever stays that is not the template's default. So nobody
 * has to remember what an earlier run was told.
 */
export function describeSettings(given: RelayParameters, existing: readonly Parameter[]): string[] {
  const before = new Map(
    existing.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
  );
  const told: Readonly<Record<string, string | undefined>> = { ...given };
  return Object.entries(DEFAULTS).flatMap(([key, usual]) => {
    const was = before.get(key) ?? usual;
    const value = told[key] ?? was;
    if (value === was) return value === usual ? [] : [`${key}: ${value} (as before)`];
    const change = before.size === 0 ? '' : ` (was ${was || 'empty'})`;
    return [`${key}: ${value || 'empty'}${change}`];
  });
}
