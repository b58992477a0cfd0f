import {
  isList,
  isValueMap,
  textOf,
  type Template,
  type Value,
  type ValueMap,
} from './parse-template.js';
import { attributeOf, PSEUDO_PARAMETERS, refTo } from './stack.js';

/** What `!Ref AWS::NoValue` comes to: the property, or the item of the list, is not there. */
type Maybe = Value | undefined;

const VARIABLE = /\$\{(!?)([^}]*)\}/g;

/**
 * Evaluates the functions of one template with one set of parameters. What is wrong is noted in `problems`, and the
 * evaluation goes on.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export class Evaluation {
  readonly problems: string[] = [];
  readonly #template: Template;
  readonly #parameters: Readonly<Record<string, string>>;
  readonly #conditions = new Map<string, boolean>();

  constructor(template: Template, parameters: Readonly<Record<string, string>>) {
    this.#template = template;
    this.#parameters = parameters;
  }

  /** Whether a resource or an output with this `Condition` is made. */
  isMade({ Condition }: ValueMap): boolean {
    return typeof Condition !== 'string' || this.condition(Condition);
  }

  condition(name: string): boolean {
    const known = this.#conditions.get(name);
    if (known !== undefined) return known;
    const definition = this.#template.Conditions[name];
    if (definition === undefined) this.#note(`There is no condition ${name}.`);
    this.#conditions.set(name, false); // for a condition that refers to itself
    const result = definition !== undefined && this.truth(definition, `Conditions.${name}`);
    this.#conditions.set(name, result);
    return result;
  }

  /** The value of a condition function. */
  truth(value: Value, place: string): boolean {
    const result = this.value(value, place);
    if (typeof result === 'boolean') return result;
    this.#note(`${place}: a condition must be true or false.`);
    return false;
  }

  /** @param place where the value stands, for the problems */
  value(value: Value, place: string): Maybe {
    if (isList(value)) {
      return value.map((item) => this.value(item, place)).filter((item) => item !== undefined);
    }
    if (!isValueMap(value)) return value;
    const [name, argument] = soleEntry(value);
    if (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')) {
      return this.#call(name, argument, place);
    }
    const entries = Object.entries(value)
      .map(([key, item]) => [key, this.value(item, `${place}.${key}`)] as const)
      .filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries) as ValueMap;
  }

  #call(name: string, argument: Value, place: string): Maybe {
    if (name === 'Ref') return this.#ref(textOf(argument), place);
    if (name === 'Condition') return this.condition(textOf(argument));
    if (name === 'Fn::GetAtt') return this.#attribute(argument, place);
    if (name === 'Fn::Sub') return this.#substitute(argument, place);
    if (name === 'Fn::If') return this.#choose(argument, place);
    const values = this.value(argument, place);
    const result = isList(values) ? callWithList(name, values) : undefined;
    if (result === undefined) this.#note(`${place}: ${name} can't be worked out.`);
    return result;
  }

  #ref(id: string, place: string): Maybe {
    if (id === 'AWS::NoValue') return undefined;
    const known = this.#parameters[id] ?? PSEUDO_PARAMETERS[id];
    if (known !== undefined) return known;
    this.#expectResource(id, place);
    return refTo(id);
  }

  #attribute(argument: Value, place: string): string {
    const [id, attribute] = isList(argument) ? argument : [];
    this.#expectResource(textOf(id), place);
    return attributeOf(textOf(id), textOf(attribute));
  }

  #substitute(argument: Value, place: string): string {
    const [text, own] = isList(argument) ? argument : [argument];
    const variables = own === undefined ? {} : this.value(own, place);
    return textOf(text).replace(VARIABLE, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (isValueMap(variables) && Object.hasOwn(variables, name)) return textOf(variables[name]);
      const dot = name.indexOf('.');
      if (dot < 0) return textOf(this.#ref(name, place));
      return this.#attribute([name.slice(0, dot), name.slice(dot + 1)], place);
    });
  }

  /** Only the branch that is taken is looked at: the other one may refer to what is not made. */
  #choose(argument: Value, place: string): Maybe {
    const [condition, then, otherwise] = isList(argument) ? argument : [];
    if (typeof condition !== 'string' || then === undefined || otherwise === undefined) {
      this.#note(`${place}: Fn::If needs a condition and two values.`);
      return undefined;
    }
    return this.value(this.condition(condition) ? then : otherwise, place);
  }

  #expectResource(id: string, place: string): void {
    const resource = this.#template.Resources[id];
    if (resource === undefined)
      this.#note(`${place} refers to ${id}, which is not in the template.`);
    else if (!this.isMade(resource)) {
      this.#note(`${place} refers to ${id}, which is not made with these parameters.`);
    }
  }

  #note(problem: string): void {
    if (!this.problems.includes(problem)) this.problems.push(problem);
  }
}

function soleEntry(value: ValueMap): readonly [string, Value] {
  const [first, ...others] = Object.entries(value);
  return first && others.length === 0 ? first : ['', null];
}

/** The functions whose arguments are evaluated first. `undefined` if there is no such function, or its arguments are wrong. */
function callWithList(name: string, values: readonly Value[]): Maybe {
  const [first, second] = values;
  switch (name) {
    case 'Fn::Join':
      return isList(second) ? second.map(textOf).join(textOf(first)) : undefined;
    case 'Fn::Split':
      return typeof second === 'string' ? second.split(textOf(first)) : undefined;
    case 'Fn::Select':
      return isList(second) ? second[Number(first)] : undefined;
    case 'Fn::Equals':
      return values.length === 2 ? textOf(first) === textOf(second) : undefined;
    case 'Fn::Contains':
      return isList(first) ? first.map(textOf).includes(textOf(second)) : undefined;
    case 'Fn::Not':
      return values.length === 1 && typeof first === 'boolean' ? !first : undefined;
    case 'Fn::And':
      return values.every((value) => typeof value === 'boolean')
        ? values.every(Boolean)
        : undefined;
    case 'Fn::Or':
      return values.every((value) => typeof value === 'boolean') ? values.some(Boolean) : undefined;
    default:
      return undefined;
  }
}
