import { isValueMap, textOf, type ValueMap } from './parse-template.js';
import { attributeOf, refTo, type Stack, type StackResource } from './stack.js';

export function resourcesOfType(stack: Stack, type: string): readonly StackResource[] {
  return stack.resources.filter((resource) => resource.type === type);
}

/** The WebSocket API of a stack, or `null` if it has none. */
export function webSocketApi(stack: Stack): StackResource | null {
  const apis = resourcesOfType(stack, 'AWS::ApiGatewayV2::Api');
  return apis.find(({ properties }) => properties['ProtocolType'] === 'WEBSOCKET') ?? null;
}

/** The functions of a stack. */
export function functionsOf(stack: Stack): readonly StackResource[] {
  return resourcesOfType(stack, 'AWS::Lambda::Function');
}

/** The function that an integration or an authorizer invokes, or `null` if its URI names none of the stack. */
export function functionIn(stack: Stack, uri: unknown): StackResource | null {
  const text = typeof uri === 'string' ? uri : '';
  const path = /^arn:aws:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;
  const [, arn] = path.exec(text) ?? [];
  return functionsOf(stack).find(({ id }) => arn === attributeOf(id, 'Arn')) ?? null;
}

/** The function behind a route, or `null` if its target leads to none. */
export function functionOfRoute(stack: Stack, route: StackResource): StackResource | null {
  const integration = resourcesOfType(stack, 'AWS::ApiGatewayV2::Integration').find(
    ({ id }) => route.properties['Target'] === `integrations/${refTo(id)}`,
  );
  return integration ? functionIn(stack, integration.properties['IntegrationUri']) : null;
}

/** The environment variables of a function; those that are not known before it is on AWS hold placeholders. */
export function environmentOf({ properties }: StackResource): ValueMap {
  const { Environment } = properties;
  if (!isValueMap(Environment) || !isValueMap(Environment['Variables'])) return {};
  return Environment['Variables'];
}

export function hasRouteResponse(stack: Stack, route: StackResource): boolean {
  return (
    route.properties['RouteResponseSelectionExpression'] === '$default' &&
    resourcesOfType(stack, 'AWS::ApiGatewayV2::RouteResponse').some(
      ({ properties }) =>
        properties['RouteId'] === refTo(route.id) && properties['RouteResponseKey'] === '$default',
    )
  );
}

/** Whether the relay behind a route answers by a POST to the sender, and so needs no route response. */
export function answersByPost(stack: Stack, route: StackResource): boolean {
  const relay = functionOfRoute(stack, route);
  return relay !== null && textOf(environmentOf(relay)['ANSWER_BY_POST']) === '1';
}
