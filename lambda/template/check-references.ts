import { isList, isValueMap, textOf, type Template, type Value } from './parse-template.js';
import { RESOURCE_TYPES } from './resource-types.js';
import { PSEUDO_PARAMETERS } from './stack.js';

/** One sentence for each reference to something that is not in the template, in every branch of it. */
export function checkReferences(template: Template): string[] {
  const problems = new Set<string>();
  const check = (isThere: boolean, problem: string): void => {
    if (!isThere) problems.add(problem);
  };

  const hasCondition = (name: Value | undefined, place: string): void =>
    check(
      typeof name === 'string' && Object.hasOwn(template.Conditions, name),
      `${place}: there is no condition ${textOf(name)}.`,
    );

  const hasName = (name: string, place: string): void =>
    check(
      name === 'AWS::NoValue' ||
        name === 'AWS::NotificationARNs' ||
        [PSEUDO_PARAMETERS, template.Parameters, template.Resources].some((names) =>
          Object.hasOwn(names, name),
        ),
      `${place}: Ref ${name} leads nowhere.`,
    );

  const hasAttribute = (id: string, attribute: string, place: string): void => {
    const type = template.Resources[id]?.['Type'];
    check(type !== undefined, `${place}: GetAtt ${id} leads nowhere.`);
    const known = RESOURCE_TYPES[textOf(type)]?.attributes;
    check(
      known === undefined || known.includes(attribute),
      `${place}: ${textOf(type)} has no attribute ${attribute}.`,
    );
  };

  const checkText = (text: string, own: Value | undefined, place: string): void => {
    for (const [, name = ''] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) {
      if (isValueMap(own) && Object.hasOwn(own, name)) continue;
      const dot = name.indexOf('.');
      if (dot < 0) hasName(name, place);
      else hasAttribute(name.slice(0, dot), name.slice(dot + 1), place);
    }
  };

  const walk = (value: Value, place: string): void => {
    if (isList(value)) return value.forEach((item) => walk(item, place));
    if (!isValueMap(value)) return;
    for (const [key, item] of Object.entries(value)) {
      const items = isList(item) ? item : [item];
      if (key === 'Ref') hasName(textOf(item), place);
      else if (key === 'Fn::GetAtt') hasAttribute(textOf(items[0]), textOf(items[1]), place);
      else if (key === 'Fn::Sub') checkText(textOf(items[0]), items[1], place);
      else if (key === 'Fn::If') hasCondition(items[0], place);
      else if (key === 'Condition' && typeof item === 'string') hasCondition(item, place);
      walk(item, key.startsWith('Fn::') ? place : `${place}.${key}`);
    }
  };

  for (const [id, resource] of Object.entries(template.Resources)) {
    const { DependsOn } = resource;
    for (const name of isList(DependsOn) ? DependsOn : [DependsOn ?? id]) {
      check(
        Object.hasOwn(template.Resources, textOf(name)),
        `${id}: DependsOn ${textOf(name)} leads nowhere.`,
      );
    }
    walk(resource, id);
  }
  walk(template.Conditions, 'Conditions');
  walk(template.Outputs, 'Outputs');
  walk(template.Rules, 'Rules');
  return [...problems];
}
