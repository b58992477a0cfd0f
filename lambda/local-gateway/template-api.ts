import { readFileSync } from 'node:fs';
import { TemplateError } from '../template/parse-template.js';
import { readApi, type TemplateApi } from '../template/read-api.js';

/** The template that is published with this file, in the same folder. */
const PUBLISHED_TEMPLATE = new URL('./relay.template.yaml', import.meta.url);

/**
 * Reads the API that a template describes, as it is on this machine: the rooms are in the function's memory, where AWS would
 * have a table, and what else AWS would have to make is not there.
 *
 * @param file default: the one of the package
 * @throws {TemplateError} if there is no such file, CloudFormation would not take it, or who-am-I would go unanswered
 */
export function readTemplateApi(
  file: string | URL = PUBLISHED_TEMPLATE,
  parameters: Readonly<Record<string, string>> = {},
): TemplateApi {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const hint = file === PUBLISHED_TEMPLATE ? ' Build it: npm run build.' : '';
    throw new TemplateError(`The template ${String(file)} can't be read.${hint}`, { cause });
  }
  const api = read(file, text, parameters);
  return { ...api, environment: localEnvironment(api.environment) };
}

function read(file: string | URL, text: string, parameters: Record<string, string>): TemplateApi {
  try {
    return readApi(text, parameters);
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause;
    const why = `The relay would not work on AWS, so it is not started here. ${String(file)} says:`;
    throw new TemplateError(`${why}\n${cause.message}`, { cause });
  }
}

function localEnvironment(environment: Readonly<Record<string, string>>): Record<string, string> {
  const isHere = (value: string): boolean => !/\$\{\w+(\.\w+)?\}/.test(value);
  const local = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => isHere(value)),
  );
  return environment['ROOMS_TABLE'] === undefined ? local : { ...local, ROOM_STORE: 'memory' };
}
