import { checkPermissions } from './check-permissions.js';
import { checkReferences } from './check-references.js';
import { checkShapes } from './check-shapes.js';
import { checkWebSocketApi } from './check-websocket.js';
import { evaluateTemplate } from './evaluate-template.js';
import { parseTemplate } from './parse-template.js';

/**
 * Everything that is wrong with a template of a relay, in sentences: what CloudFormation would refuse, and what it would make
 * although nothing would work.
 *
 * @param text YAML or JSON, without transforms
 * @param parameterSets the combinations of parameters to try; without them, all defaults
 * @throws {TemplateError} if the text is no template at all
 */
export function checkTemplate(
  text: string,
  parameterSets: readonly Readonly<Record<string, string>>[] = [{}],
): string[] {
  const template = parseTemplate(text);
  const problems = new Set(checkReferences(template));
  for (const parameters of parameterSets) {
    const stack = evaluateTemplate(template, parameters);
    const found = [
      ...stack.refusals,
      ...stack.problems,
      ...checkShapes(stack),
      ...checkWebSocketApi(stack),
      ...checkPermissions(stack),
    ];
    for (const problem of found) problems.add(problem);
  }
  return [...problems];
}
