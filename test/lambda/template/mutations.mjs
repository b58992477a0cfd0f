/** @returns the text with `from` replaced where it stands first */
function replacing(slip, from, to) {
  return { slip, change: (text) => text.replace(from, () => to) };
}

/** @param {RegExp} what also what can't stay once it is gone */
function removing(slip, ...what) {
  return {
    slip,
    change: (text) => what.reduce((rest, pattern) => rest.replace(pattern, ''), text),
  };
}

/**
 * What may go wrong in a template of a WebSocket API, one slip each. Of these 23, Python's cfn-lint 1.51 finds 13: what it misses
 * would be made, and would not work.
 *
 * @type {readonly {slip: string, change: (text: string) => string}[]}
 */
export const MUTATIONS = [
  replacing(
    'an unknown name of a property of the route',
    'RouteKey: $default',
    'RouteKeyy: $default',
  ),
  replacing(
    'an unknown property of the stage',
    'AutoDeploy: true',
    'AutoDeploy: true\n      AutoDploy: true',
  ),
  replacing('a text for a number', 'Timeout: 10', 'Timeout: ten'),
  replacing('a protocol that is none', 'ProtocolType: WEBSOCKET', 'ProtocolType: WEBSOCKETS'),
  replacing('a runtime that is none', 'Runtime: nodejs24.x', 'Runtime: nodejs99.x'),
  replacing('a runtime of yesterday', 'Runtime: nodejs24.x', 'Runtime: nodejs16.x'),
  replacing('no key of the route response', '      RouteResponseKey: $default\n', ''),
  replacing(
    'a reference to an unknown resource',
    'RouteId: !Ref DefaultRoute',
    'RouteId: !Ref DefaultRout',
  ),
  replacing('an unknown attribute', 'Role: !GetAtt RelayRole.Arn', 'Role: !GetAtt RelayRole.Arm'),
  replacing('a slip in an action', 'execute-api:ManageConnections', 'execute-api:ManageConnection'),
  removing('no resource of a statement', / +Resource: !Sub arn:[^\n]+@connections\/\*\n/),
  removing(
    'no route response',
    /  DefaultRouteResponse:\n(?:    .*\n)+/,
    '    DependsOn: DefaultRouteResponse\n',
  ),
  replacing(
    'a key of the route response that is none',
    'RouteResponseKey: $default',
    'RouteResponseKey: default',
  ),
  replacing(
    'an expression of the route that is none',
    'RouteResponseSelectionExpression: $default',
    'RouteResponseSelectionExpression: default',
  ),
  replacing('a slip in the key of the route', 'RouteKey: $default', 'RouteKey: $defualt'),
  replacing('too little memory', 'MemorySize: 256', 'MemorySize: 64'),
  replacing('too much time', 'Timeout: 10', 'Timeout: 1000'),
  replacing(
    'a type of integration that is none',
    'IntegrationType: AWS_PROXY',
    'IntegrationType: LAMBDA_PROXY',
  ),
  replacing('a target that is none', '!Sub integrations/${Integration}', '!Sub ${Integration}'),
  replacing('an architecture that is none', 'Architectures: [arm64]', 'Architectures: [arm]'),
  replacing(
    'a slip in the principal',
    'Principal: apigateway.amazonaws.com',
    'Principal: apigateway.amazon.com',
  ),
  removing('no permission to invoke', /  RelayPermission:\n(?:    .*\n)+/),
  replacing(
    'no route selection expression',
    '      RouteSelectionExpression: $request.body.action\n',
    '',
  ),
];

/** More of them, in what a door, rooms and TURN need. */
export const MORE_MUTATIONS = [
  replacing(
    'an authorizer of another route',
    'RouteKey: $disconnect',
    'RouteKey: $disconnect\n      AuthorizationType: CUSTOM',
  ),
  removing('no permission to invoke the door', /  DoorPermission:\n(?:    .*\n)+/),
  replacing(
    'a permission for another function',
    'FunctionName: !Ref Door',
    'FunctionName: !Ref Relay',
  ),
  replacing('an authorizer of a wrong type', 'AuthorizerType: REQUEST', 'AuthorizerType: JWT'),
  removing('an authorizer that is not asked', '      AuthorizationType: CUSTOM\n'),
  replacing(
    'a route of another API',
    'ApiId: !Ref Api\n      RouteKey',
    'ApiId: !Ref Relay\n      RouteKey',
  ),
  removing('a stage that is never deployed', '      AutoDeploy: true\n'),
  replacing('connections of every API', '${Api}/${StageName}/POST/@connections/*', '*'),
  replacing('every table', 'Resource: !GetAtt RoomsTable.Arn', "Resource: '*'"),
  removing('rooms that nobody can leave', ', dynamodb:DeleteItem'),
  replacing(
    'the permission for another secret',
    'parameter/${TurnSecretName}',
    'parameter/${TurnKeyId}',
  ),
  replacing('two slashes in an ARN', 'parameter//', 'parameters//'),
  removing('a secret without what AWS adds to its name', '-??????'),
  removing('a channel without its permission', /.*Has10Channels, !GetAtt Channel7\.Arn.*\n/),
  removing('a resource without its condition', /(?<=ConnectRoute:\n.*\n) +Condition: HasDoor\n/),
  replacing('a condition that is none', 'Condition: HasKinesis', 'Condition: HasKinesys'),
  replacing(
    'an output of what is not there',
    '!GetAtt Domain.RegionalDomainName',
    '!GetAtt Domain.Name',
  ),
  replacing('a default that is not allowed', 'Default: prod', 'Default: my stage'),
  replacing('yes without its quotes', "Default: 'yes'", 'Default: yes'),
];
