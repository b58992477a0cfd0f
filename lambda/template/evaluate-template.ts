import { Evaluation } from './evaluation.js';
import { readParameters } from './parameters.js';
import {
  isList,
  isValueMap,
  textOf,
  type Template,
  type Value,
  type ValueMap,
} from './parse-template.js';
import type { Stack, StackResource } from './stack.js';

/**
 * Works out what CloudFormation would make of a template.
 *
 * @param given parameters by name; the others have their defaults
 */
export function evaluateTemplate(
  template: Template,
  given: Readonly<Record<string, string>> = {},
): Stack {
  const { values, refusals } = readParameters(template, given);
  const evaluation = new Evaluation(template, values);
  const resources = Object.entries(template.Resources)
    .filter(([, resource]) => evaluation.isMade(resource))
    .map(([id, resource]) => readResource(evaluation, id, resource));
  const outputs = Object.entries(template.Outputs)
    .filter(([, output]) => evaluation.isMade(output))
    .map(([id, output]) => [
      id,
      evaluation.value(output['Value'] ?? null, `Outputs.${id}`) ?? null,
    ]);
  return {
    conditions: Object.fromEntries(
      Object.keys(template.Conditions).map((name) => [name, evaluation.condition(name)]),
    ),
    resources,
    outputs: Object.fromEntries(outputs) as Record<string, Value>,
    refusals: [...refusals, ...brokenRules(template, evaluation)],
    problems: evaluation.problems,
  };
}

function readResource(evaluation: Evaluation, id: string, resource: ValueMap): StackResource {
  const { Type, Properties, DependsOn } = resource;
  const properties = evaluation.value(Properties ?? {}, id);
  const waitsFor = isList(DependsOn) ? DependsOn : [DependsOn];
  return {
    id,
    type: typeof Type === 'string' ? Type : '',
    properties: isValueMap(properties) ? properties : {},
    dependsOn: waitsFor.filter((name) => typeof name === 'string'),
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html */
function brokenRules(template: Template, evaluation: Evaluation): string[] {
  const broken: string[] = [];
  for (const [name, { RuleCondition, Assertions }] of Object.entries(template.Rules)) {
    const place = `Rules.${name}`;
    if (RuleCondition !== undefined && !evaluation.truth(RuleCondition, place)) continue;
    for (const assertion of isList(Assertions) ? Assertions : []) {
      if (!isValueMap(assertion) || evaluation.truth(assertion['Assert'] ?? null, place)) continue;
      broken.push(textOf(assertion['AssertDescription'] ?? place));
    }
  }
  return broken;
}
