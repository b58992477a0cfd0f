import { checkWebSocketApi } from './check-websocket.js';
import { evaluateTemplate } from './evaluate-template.js';
import { isList, parseTemplate, TemplateError, textOf } from './parse-template.js';
import type { Stack, StackResource } from './stack.js';
import {
  environmentOf,
  functionIn,
  functionOfRoute,
  hasRouteResponse,
  resourcesOfType,
  webSocketApi,
} from './websocket-api.js';

/** A WebSocket API as its template describes it. Values that only AWS knows hold placeholders, see {@link Stack}. */
export interface TemplateApi {
  readonly routes: Readonly<Record<string, { readonly routeResponse: boolean }>>;
  readonly routeSelectionExpression: string;
  /** The environment variables of the function behind `$default`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The authorizer of `$connect`. */
  readonly authorizer: {
    readonly environment: Readonly<Record<string, string>>;
    readonly identitySource: readonly string[];
  } | null;
}

/**
 * Reads the WebSocket API out of a template.
 *
 * @throws {TemplateError} if CloudFormation would not take the template, or the API would leave its clients without answers
 */
export function readApi(
  text: string,
  parameters: Readonly<Record<string, string>> = {},
): TemplateApi {
  const stack = evaluateTemplate(parseTemplate(text), parameters);
  const problems = [...stack.refusals, ...stack.problems, ...checkWebSocketApi(stack)];
  if (problems.length > 0) throw new TemplateError(problems.join('\n'));
  const routes = resourcesOfType(stack, 'AWS::ApiGatewayV2::Route');
  const relay = lambdaBehind(stack, '$default', routes);
  return {
    routes: Object.fromEntries(
      routes.map((route) => [keyOf(route), { routeResponse: hasRouteResponse(stack, route) }]),
    ),
    routeSelectionExpression: textOf(webSocketApi(stack)?.properties['RouteSelectionExpression']),
    environment: relay ? textsOf(relay) : {},
    authorizer: readAuthorizer(stack),
  };
}

function lambdaBehind(
  stack: Stack,
  key: string,
  routes: readonly StackResource[],
): StackResource | null {
  const route = routes.find((candidate) => keyOf(candidate) === key);
  return route ? functionOfRoute(stack, route) : null;
}

function readAuthorizer(stack: Stack): TemplateApi['authorizer'] {
  const [authorizer] = resourcesOfType(stack, 'AWS::ApiGatewayV2::Authorizer');
  const lambda = functionIn(stack, authorizer?.properties['AuthorizerUri']);
  if (!authorizer || !lambda) return null;
  const { IdentitySource } = authorizer.properties;
  return {
    environment: textsOf(lambda),
    identitySource: isList(IdentitySource) ? IdentitySource.map(textOf) : [],
  };
}

function keyOf({ properties }: StackResource): string {
  return textOf(properties['RouteKey']);
}

function textsOf(lambda: StackResource): Record<string, string> {
  const entries = Object.entries(environmentOf(lambda));
  return Object.fromEntries(entries.map(([name, value]) => [name, textOf(value)]));
}
