import { isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml';

/** A value of a template, with CloudFormation's functions in their long form: `{"Ref": "Api"}`. */
export type Value =
  string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

export type ValueMap = Readonly<Record<string, Value>>;

/** The sections of a template that have a meaning here. Each maps names to what they stand for. */
export interface Template {
  readonly Parameters: Readonly<Record<string, ValueMap>>;
  readonly Rules: Readonly<Record<string, ValueMap>>;
  readonly Conditions: ValueMap;
  readonly Resources: Readonly<Record<string, ValueMap>>;
  readonly Outputs: Readonly<Record<string, ValueMap>>;
}

/** The text is no template. The message says where and why. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/**
 * Reads a CloudFormation template, in YAML or JSON. Nothing is evaluated.
 *
 * @throws {TemplateError}
 */
export function parseTemplate(text: string): Template {
  // YAML 1.1, as CloudFormation: there `yes` is no text. The parser warns of tags that it does not know, such as !Ref.
  const document = parseDocument(text, { version: '1.1', logLevel: 'silent' });
  const [error] = document.errors;
  if (error)
    throw new TemplateError(`It can't be read as YAML: ${error.message}`, { cause: error });
  const root = toValue(document.contents);
  if (!isValueMap(root)) throw new TemplateError('It has no sections.');
  const resources = section(root, 'Resources');
  if (Object.keys(resources).length === 0) throw new TemplateError('It has no Resources.');
  return {
    Parameters: section(root, 'Parameters'),
    Rules: section(root, 'Rules'),
    Conditions: isValueMap(root['Conditions']) ? root['Conditions'] : {},
    Resources: resources,
    Outputs: section(root, 'Outputs'),
  };
}

export function isValueMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** `Array.isArray`, which TypeScript does not believe of a `readonly` one. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** A value as a text, as where CloudFormation puts it into another one; maps and lists as JSON. */
export function textOf(value: Value | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function section(root: ValueMap, name: string): Record<string, ValueMap> {
  const entries = Object.entries(isValueMap(root[name]) ? root[name] : {});
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (!isValueMap(value)) throw new TemplateError(`${name}.${key} must be a map.`);
      return [key, value];
    }),
  );
}

function toValue(node: unknown): Value {
  if (isScalar(node)) return call(node.tag, scalarOf(node.value));
  if (isSeq(node)) return call(node.tag, node.items.map(toValue));
  if (isMap(node)) {
    const entries = node.items.map((pair): [string, Value] => {
      if (!isPair(pair) || !isScalar(pair.key)) throw new TemplateError('A key must be a text.');
      return [textOf(scalarOf(pair.key.value)), toValue(pair.value)];
    });
    return call(node.tag, Object.fromEntries(entries));
  }
  if (node === null || node === undefined) return null;
  throw new TemplateError('CloudFormation takes no YAML aliases.');
}

function scalarOf(value: unknown): Value {
  if (value instanceof Date) return value.toISOString().slice(0, 10); // CloudFormation has no dates
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return null;
}

/** The long form of `!Ref Api`, or the value itself if it has no such tag. */
function call(tag: string | undefined, value: Value): Value {
  const [, name] = /^!(\w+)$/.exec(tag ?? '') ?? [];
  if (name === undefined) return value;
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}
