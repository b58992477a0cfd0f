import { isList, isValueMap, textOf, type Value } from './parse-template.js';
import { attributeOf, refTo, type Stack, type StackResource } from './stack.js';
import {
  environmentOf,
  functionOfRoute,
  functionsOf,
  resourcesOfType,
  webSocketApi,
} from './websocket-api.js';

interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What a function must be allowed for one of its settings to work. */
interface Need {
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
}

/** Every action that a relay can have a use for. Anything else is a slip, or too much. */
const ACTIONS: readonly string[] = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'execute-api:ManageConnections',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'ssm:GetParameter',
  'secretsmanager:GetSecretValue',
  'kinesisvideo:GetSignalingChannelEndpoint',
  'kinesisvideo:GetIceServerConfig',
];

/** The ends of ARNs that no exact name can take the place of: any connection, any stream of a log, AWS's end of a secret. */
const NEEDED_WILDCARD = /(\/@connections\/\*|:\*|-\?{6})$/;
const TABLE_ACTIONS = ['GetItem', 'PutItem', 'DeleteItem'];
const CHANNEL_ACTIONS = ['GetSignalingChannelEndpoint', 'GetIceServerConfig'];
const SECRET_REFERENCE = '/aws/reference/secretsmanager/';

/** One sentence for each permission that a function of the stack lacks, has too much of, or has by a wrong name. */
export function checkPermissions(stack: Stack): string[] {
  const roles = resourcesOfType(stack, 'AWS::IAM::Role');
  const problems = roles.flatMap((role) => checkStatements(role));
  for (const lambda of functionsOf(stack)) {
    const role = roles.find(({ id }) => lambda.properties['Role'] === attributeOf(id, 'Arn'));
    if (!role) {
      problems.push(`${lambda.id}: its Role is none of this template.`);
      continue;
    }
    const grants = statementsOf(role).map(readGrant);
    for (const { action, resource, reason } of needsOf(stack, lambda)) {
      const isGranted = grants.some(
        ({ actions, resources }) => actions.includes(action) && resources.includes(resource),
      );
      if (!isGranted) problems.push(`${role.id}: ${reason} needs ${action} on ${resource}.`);
    }
  }
  return problems;
}

function needsOf(stack: Stack, lambda: StackResource): Need[] {
  const environment = environmentOf(lambda);
  const text = (name: string): string => textOf(environment[name] ?? '');
  const needs: Need[] = [];
  if (isRelay(stack, lambda)) {
    const reason = 'sending to browsers';
    for (const resource of connectionsOf(stack)) {
      needs.push({ action: 'execute-api:ManageConnections', resource, reason });
    }
  }
  for (const id of idsIn(text('ROOMS_TABLE'))) {
    for (const action of TABLE_ACTIONS) {
      const resource = attributeOf(id, 'Arn');
      needs.push({ action: `dynamodb:${action}`, resource, reason: 'ROOMS_TABLE' });
    }
  }
  for (const id of idsIn(text('TURN_CHANNELS'))) {
    for (const action of CHANNEL_ACTIONS) {
      const resource = attributeOf(id, 'Arn');
      needs.push({ action: `kinesisvideo:${action}`, resource, reason: 'TURN_CHANNELS' });
    }
  }
  for (const variable of ['TURN_SECRET_NAME', 'DOOR_SECRET_NAME']) {
    needs.push(...secretNeeds(text(variable), variable));
  }
  return needs;
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html */
function secretNeeds(name: string, reason: string): Need[] {
  if (name === '') return [];
  const account = 'us-east-1:123456789012';
  const parameter = `arn:aws:ssm:${account}:parameter/${name.replace(/^\//, '')}`;
  const read = { action: 'ssm:GetParameter', resource: parameter, reason };
  if (!name.startsWith(SECRET_REFERENCE)) return [read];
  const secret = `arn:aws:secretsmanager:${account}:secret:${name.slice(SECRET_REFERENCE.length)}-??????`;
  return [read, { action: 'secretsmanager:GetSecretValue', resource: secret, reason }];
}

/** Whether messages reach the function. */
function isRelay(stack: Stack, lambda: StackResource): boolean {
  return resourcesOfType(stack, 'AWS::ApiGatewayV2::Route').some(
    (route) =>
      route.properties['RouteKey'] === '$default' && functionOfRoute(stack, route) === lambda,
  );
}

/** The ARNs of the connections of each stage. */
function connectionsOf(stack: Stack): string[] {
  const api = webSocketApi(stack);
  if (!api) return [];
  const base = `arn:aws:execute-api:us-east-1:123456789012:${refTo(api.id)}`;
  return resourcesOfType(stack, 'AWS::ApiGatewayV2::Stage').map(
    ({ properties }) => `${base}/${textOf(properties['StageName'])}/POST/@connections/*`,
  );
}

function checkStatements(role: StackResource): string[] {
  return statementsOf(role).flatMap((statement) => {
    const missing = ['Effect', 'Action', 'Resource'].filter(
      (name) => !isValueMap(statement) || !Object.hasOwn(statement, name),
    );
    const { actions, resources } = readGrant(statement);
    return [
      ...missing.map((name) => `${role.id}: a statement has no ${name}.`),
      ...actions
        .filter((action) => !ACTIONS.includes(action))
        .map((action) => `${role.id}: ${action} is no action that a relay has a use for.`),
      ...resources
        .filter((resource) => /[*?]/.test(resource.replace(NEEDED_WILDCARD, '')))
        .map((resource) => `${role.id}: ${resource} is more than one thing.`),
    ];
  });
}

function statementsOf({ properties }: StackResource): readonly Value[] {
  const policies = isList(properties['Policies']) ? properties['Policies'] : [];
  return policies.flatMap((policy) => {
    const document = isValueMap(policy) ? policy['PolicyDocument'] : undefined;
    return isValueMap(document) ? listOf(document['Statement']) : [];
  });
}

function readGrant(statement: Value): Grant {
  const { Effect, Action, Resource } = isValueMap(statement) ? statement : {};
  if (Effect !== 'Allow') return { actions: [], resources: [] };
  return { actions: listOf(Action).map(textOf), resources: listOf(Resource).map(textOf) };
}

/** IAM takes one of something for a list of one. */
function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

/** The resources that a text has placeholders of. */
function idsIn(text: string): string[] {
  return [...text.matchAll(/\$\{(\w+)(?:\.\w+)?\}/g)].map(([, id = '']) => id);
}
