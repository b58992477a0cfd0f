import { textOf } from './parse-template.js';
import { attributeOf, refTo, type Stack, type StackResource } from './stack.js';
import {
  answersByPost,
  functionIn,
  functionOfRoute,
  functionsOf,
  hasRouteResponse,
  resourcesOfType,
  webSocketApi,
} from './websocket-api.js';

/**
 * One sentence for each thing for which CloudFormation would make the stack, and the relay would stay silent.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
 */
export function checkWebSocketApi(stack: Stack): string[] {
  const api = webSocketApi(stack);
  if (!api) return ['There is no API with ProtocolType WEBSOCKET.'];
  const routes = resourcesOfType(stack, 'AWS::ApiGatewayV2::Route');
  const problems = [
    ...checkOwnership(stack, api),
    ...routes.flatMap((route) => checkRoute(stack, route)),
    ...resourcesOfType(stack, 'AWS::ApiGatewayV2::Integration').flatMap((integration) =>
      checkIntegration(stack, integration),
    ),
    ...checkDefaultRoute(stack, routes),
    ...checkStage(stack, api),
    ...checkInvocations(stack, api),
  ];
  if (!api.properties['RouteSelectionExpression']) {
    problems.push(`${api.id}: RouteSelectionExpression is missing.`);
  }
  return problems;
}

/** What would keep who-am-I unanswered: without an answer a client does not know its address, and nothing works. */
export function checkDefaultRoute(stack: Stack, routes: readonly StackResource[]): string[] {
  const defaults = routes.filter(({ properties }) => properties['RouteKey'] === '$default');
  if (defaults.length === 0) {
    return ['There is no route with the key $default, so messages reach no function.'];
  }
  return defaults.flatMap((route) => {
    if (!functionOfRoute(stack, route)) {
      return [`${route.id}: its Target leads to no function of this template.`];
    }
    if (hasRouteResponse(stack, route) || answersByPost(stack, route)) return [];
    return [
      `${route.id}: it has no route response, so what the function answers reaches nobody. Give the route ` +
        'RouteResponseSelectionExpression $default and an AWS::ApiGatewayV2::RouteResponse with RouteResponseKey ' +
        '$default, or the function ANSWER_BY_POST=1.',
    ];
  });
}

function checkRoute(stack: Stack, { id, properties }: StackResource): string[] {
  const { RouteKey, AuthorizationType, AuthorizerId } = properties;
  const isAuthorized = AuthorizerId !== undefined || (AuthorizationType ?? 'NONE') !== 'NONE';
  if (RouteKey !== '$connect') {
    return isAuthorized ? [`${id}: only $connect can have an authorizer.`] : [];
  }
  if (AuthorizationType !== 'CUSTOM') {
    return AuthorizerId === undefined
      ? []
      : [`${id}: AuthorizerId needs AuthorizationType CUSTOM.`];
  }
  const authorizers = resourcesOfType(stack, 'AWS::ApiGatewayV2::Authorizer');
  const authorizer = authorizers.find((resource) => AuthorizerId === refTo(resource.id));
  if (!authorizer) return [`${id}: AuthorizerId leads to no authorizer of this template.`];
  const { AuthorizerType, AuthorizerUri } = authorizer.properties;
  const problems: string[] = [];
  if (AuthorizerType !== 'REQUEST') problems.push(`${authorizer.id}: it must be of type REQUEST.`);
  if (!functionIn(stack, AuthorizerUri)) {
    problems.push(`${authorizer.id}: AuthorizerUri leads to no function of this template.`);
  }
  return problems;
}

function checkIntegration(stack: Stack, { id, properties }: StackResource): string[] {
  const { IntegrationType, IntegrationUri } = properties;
  const problems: string[] = [];
  if (IntegrationType !== 'AWS_PROXY') problems.push(`${id}: IntegrationType must be AWS_PROXY.`);
  if (!functionIn(stack, IntegrationUri)) {
    problems.push(`${id}: IntegrationUri leads to no function of this template.`);
  }
  return problems;
}

/** Everything belongs to the one WebSocket API. */
function checkOwnership(stack: Stack, api: StackResource): string[] {
  const TYPES = ['Authorizer', 'Integration', 'Route', 'RouteResponse', 'Stage'];
  return TYPES.flatMap((type) => resourcesOfType(stack, `AWS::ApiGatewayV2::${type}`))
    .filter(({ properties }) => properties['ApiId'] !== refTo(api.id))
    .map(({ id }) => `${id}: ApiId is not that of the WebSocket API.`);
}

function checkStage(stack: Stack, api: StackResource): string[] {
  const stages = resourcesOfType(stack, 'AWS::ApiGatewayV2::Stage');
  if (stages.length === 0) return [`${api.id}: it has no stage.`];
  return stages
    .filter(
      ({ properties }) =>
        textOf(properties['AutoDeploy']) !== 'true' && !properties['DeploymentId'],
    )
    .map(({ id }) => `${id}: without AutoDeploy and DeploymentId its routes are never deployed.`);
}

/** API Gateway needs the permission of every function that it invokes. */
function checkInvocations(stack: Stack, api: StackResource): string[] {
  const invoked = [
    ...resourcesOfType(stack, 'AWS::ApiGatewayV2::Integration').map((integration) =>
      functionIn(stack, integration.properties['IntegrationUri']),
    ),
    ...resourcesOfType(stack, 'AWS::ApiGatewayV2::Authorizer').map((authorizer) =>
      functionIn(stack, authorizer.properties['AuthorizerUri']),
    ),
  ];
  return functionsOf(stack)
    .filter((lambda) => invoked.includes(lambda) && !mayBeInvoked(stack, api, lambda))
    .map(
      ({ id }) =>
        `${id}: no AWS::Lambda::Permission lets apigateway.amazonaws.com invoke it for this API.`,
    );
}

function mayBeInvoked(stack: Stack, api: StackResource, { id }: StackResource): boolean {
  const apiIds = [refTo(api.id), attributeOf(api.id, 'ApiId')];
  return resourcesOfType(stack, 'AWS::Lambda::Permission').some(({ properties }) => {
    const { Action, FunctionName, Principal, SourceArn } = properties;
    return (
      Principal === 'apigateway.amazonaws.com' &&
      Action === 'lambda:InvokeFunction' &&
      [refTo(id), attributeOf(id, 'Arn')].includes(textOf(FunctionName)) &&
      (SourceArn === undefined || apiIds.some((id) => textOf(SourceArn).includes(`:${id}/`)))
    );
  });
}
