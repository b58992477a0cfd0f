import type { Value, ValueMap } from './parse-template.js';

/** A resource that would be made, with its properties worked out. */
export interface StackResource {
  readonly id: string;
  readonly type: string;
  readonly properties: ValueMap;
  /** The resources that it waits for by `DependsOn`. */
  readonly dependsOn: readonly string[];
}

/**
 * What CloudFormation would make of a template with certain parameters. What is known only on AWS stands as a placeholder:
 * `${Api}` for `!Ref Api`, `${Relay.Arn}` for `!GetAtt Relay.Arn`.
 */
export interface Stack {
  readonly conditions: Readonly<Record<string, boolean>>;
  readonly resources: readonly StackResource[];
  readonly outputs: Readonly<Record<string, Value>>;
  /** One sentence for each parameter that CloudFormation would not take, and each assertion of a rule that does not hold. */
  readonly refusals: readonly string[];
  /** One sentence for each reference to what is not there, and each function that makes no sense. */
  readonly problems: readonly string[];
}

/** The placeholder for `!Ref id`. */
export function refTo(id: string): string {
  return `\${${id}}`;
}

/** The placeholder for `!GetAtt id.attribute`. */
export function attributeOf(id: string, attribute: string): string {
  return `\${${id}.${attribute}}`;
}

/** The value that stands for pseudo parameters: an account in the first region. Others differ in nothing that matters here. */
export const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::StackId': 'arn:aws:cloudformation:us-east-1:123456789012:stack/relay/0',
  'AWS::StackName': 'relay',
  'AWS::URLSuffix': 'amazonaws.com',
};
