import { isList, isValueMap, textOf, type Value } from './parse-template.js';
import { RESOURCE_TYPES, type PropertyRule } from './resource-types.js';
import type { Stack, StackResource } from './stack.js';

/**
 * One sentence for each property that a resource of its type does not have, lacks, or has with an impossible value. Types
 * that a relay does not need are left alone.
 */
export function checkShapes(stack: Stack): string[] {
  return stack.resources.flatMap(checkShape);
}

function checkShape({ id, type, properties }: StackResource): string[] {
  const known = RESOURCE_TYPES[type];
  if (known === undefined) return [];
  const missing = known.required
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => `${id}: ${name} is missing.`);
  const wrong = Object.entries(properties).flatMap(([name, value]) => {
    const rule = known.properties[name];
    if (rule === undefined) return [`${id}: ${type} has no property ${name}.`];
    const complaint = complaintOf(rule, value);
    return complaint === null ? [] : [`${id}: ${name} must be ${complaint}.`];
  });
  return [...missing, ...wrong];
}

/** What the value should have been, or `null` if it is that. */
function complaintOf(rule: PropertyRule, value: Value): string | null {
  if (rule === 'any') return null;
  if (rule === 'text') return typeof value === 'string' || isNumber(value) ? null : 'a text';
  if (rule === 'number') return isNumber(value) ? null : 'a number';
  if (rule === 'boolean') return /^(true|false)$/.test(textOf(value)) ? null : 'true or false';
  if (rule === 'list') return isList(value) ? null : 'a list';
  if (rule === 'map') return isValueMap(value) ? null : 'a map';
  if ('oneOf' in rule) {
    return rule.oneOf.includes(textOf(value)) ? null : `one of ${rule.oneOf.join(', ')}`;
  }
  if ('listOf' in rule) {
    const isRight = isList(value) && value.every((item) => rule.listOf.includes(textOf(item)));
    return isRight ? null : `a list of ${rule.listOf.join(', ')}`;
  }
  const isRight = isNumber(value) && Number(value) >= rule.from && Number(value) <= rule.to;
  return isRight ? null : `a number from ${rule.from} to ${rule.to}`;
}

function isNumber(value: Value): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
}
