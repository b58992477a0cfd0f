import { isList, textOf, type Template, type Value, type ValueMap } from './parse-template.js';

export interface ParameterValues {
  readonly values: Readonly<Record<string, string>>;
  /** One sentence for each that CloudFormation would not take. */
  readonly refusals: readonly string[];
}

/** The value of each parameter: the one given, or its default. All of them are texts here, as on CloudFormation's own way. */
export function readParameters(
  template: Template,
  given: Readonly<Record<string, string>>,
): ParameterValues {
  const values: Record<string, string> = {};
  const refusals = Object.keys(given)
    .filter((name) => !Object.hasOwn(template.Parameters, name))
    .map((name) => `There is no parameter ${name}.`);
  for (const [name, definition] of Object.entries(template.Parameters)) {
    const value = given[name] ?? definition['Default'];
    if (value === undefined) {
      refusals.push(`Parameter ${name} is missing.`);
      continue;
    }
    values[name] = textOf(value);
    const refusal = refusalOf(definition, textOf(value));
    if (refusal !== null) refusals.push(`${name}: ${refusal}`);
  }
  return { values, refusals };
}

function refusalOf(definition: ValueMap, value: string): string | null {
  const { AllowedValues, AllowedPattern, ConstraintDescription, MinValue, MaxValue } = definition;
  const reason = typeof ConstraintDescription === 'string' ? ConstraintDescription : null;
  if (isList(AllowedValues) && !AllowedValues.some((allowed) => textOf(allowed) === value)) {
    return reason ?? `Choose one of ${AllowedValues.map(textOf).join(', ')}.`;
  }
  if (typeof AllowedPattern === 'string' && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) {
    return reason ?? `It must match ${AllowedPattern}.`;
  }
  if (definition['Type'] !== 'Number') return null;
  const number = value.trim() === '' ? NaN : Number(value);
  if (Number.isNaN(number)) return reason ?? 'It must be a number.';
  if (number < asNumber(MinValue, -Infinity) || number > asNumber(MaxValue, Infinity)) {
    return reason ?? `It must be between ${textOf(MinValue)} and ${textOf(MaxValue)}.`;
  }
  return null;
}

function asNumber(value: Value | undefined, fallback: number): number {
  return value === undefined ? fallback : Number(value);
}
