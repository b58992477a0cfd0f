import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  inlinedFunctions,
  PARAMETER_SETS,
  parseTemplate,
  readBuilt,
  readSource,
  stackOf,
  unpack,
} from './support.mjs';

const built = readBuilt();

/** The resources that a set of parameters makes, by type without `AWS::`, with how many there are. */
function madeOf(stack) {
  const counts = {};
  for (const { type } of stack.resources) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

const find = (stack, id) => stack.resources.find((resource) => resource.id === id);
const variables = (stack, id) => find(stack, id).properties.Environment.Variables;

describe('the built template', () => {
  test('is small enough to need no bucket', () => {
    assert.ok(Buffer.byteLength(built) <= 51_200, `${Buffer.byteLength(built)} bytes`);
  });

  test('says what its source says, with the functions in the places of their names', () => {
    const withCode = { ...parseTemplate(built).Resources };
    for (const id of ['Relay', 'Door']) {
      assert.match(withCode[id].Properties.Code.ZipFile, /module/);
      withCode[id].Properties.Code.ZipFile =
        parseTemplate(readSource()).Resources[id].Properties.Code.ZipFile;
    }
    assert.deepEqual(withCode, parseTemplate(readSource()).Resources);
    for (const section of ['Parameters', 'Rules', 'Conditions']) {
      assert.deepEqual(parseTemplate(built)[section], parseTemplate(readSource())[section]);
    }
  });

  test('has no character that a program on its way could change', () => {
    assert.match(built, /^[\x20-\x7e\n]*$/);
  });

  test('explains each parameter, and says in words what it must be', () => {
    for (const [name, definition] of Object.entries(parseTemplate(built).Parameters)) {
      assert.ok(definition.Description, name);
      assert.equal('ConstraintDescription' in definition, 'AllowedPattern' in definition, name);
    }
  });
});

describe('with each set of parameters', () => {
  for (const [name, parameters] of Object.entries(PARAMETER_SETS)) {
    test(`${name}: everything that is referred to is made`, () => {
      const { refusals, problems } = stackOf(built, parameters);
      assert.deepEqual([...refusals, ...problems], []);
    });
  }

  test('all defaults make a relay with rooms, and nothing else', () => {
    const stack = stackOf(built, {});
    assert.deepEqual(madeOf(stack), {
      'AWS::Lambda::Function': 1,
      'AWS::IAM::Role': 1,
      'AWS::Logs::LogGroup': 1,
      'AWS::DynamoDB::Table': 1,
      'AWS::ApiGatewayV2::Api': 1,
      'AWS::ApiGatewayV2::Integration': 1,
      'AWS::ApiGatewayV2::Route': 2,
      'AWS::ApiGatewayV2::RouteResponse': 1,
      'AWS::ApiGatewayV2::Stage': 1,
      'AWS::Lambda::Permission': 1,
    });
    assert.deepEqual(Object.keys(stack.outputs), ['Endpoint', 'Tag']);
    assert.equal(variables(stack, 'Relay').ROOMS_TABLE, '${RoomsTable}');
    // A stage can be made when its API has a route.
    assert.deepEqual(find(stack, 'Stage').dependsOn, ['DefaultRouteResponse']);
  });

  test('without rooms there is no table, no $disconnect and no variable', () => {
    const stack = stackOf(built, PARAMETER_SETS['no rooms']);
    assert.equal(find(stack, 'RoomsTable'), undefined);
    assert.equal(find(stack, 'DisconnectRoute'), undefined);
    assert.equal('ROOMS_TABLE' in variables(stack, 'Relay'), false);
  });

  for (const count of [1, 2, 5, 10]) {
    test(`Kinesis has ${count} channels, and the function knows each`, () => {
      const stack = stackOf(built, PARAMETER_SETS[`kinesis, ${count} channels`]);
      assert.equal(madeOf(stack)['AWS::KinesisVideo::SignalingChannel'], count);
      const arns = Array.from({ length: count }, (_, index) => `\${Channel${index + 1}.Arn}`);
      assert.equal(variables(stack, 'Relay').TURN_CHANNELS, arns.join(','));
    });
  }

  test('the ARN of a parameter has one slash, whether or not its name begins with one', () => {
    const resources = (name) =>
      find(stackOf(built, PARAMETER_SETS[name]), 'RelayRole')
        .properties.Policies[0].PolicyDocument.Statement.flatMap(({ Resource }) => Resource)
        .filter((arn) => /:ssm:|:secretsmanager:/.test(arn));
    const account = 'us-east-1:123456789012';
    const parameter = [`arn:aws:ssm:${account}:parameter/turn/secret`];
    assert.deepEqual(resources('coturn, a parameter'), parameter);
    assert.deepEqual(resources('coturn, a path'), parameter);
    assert.deepEqual(resources('coturn, Secrets Manager'), [
      `arn:aws:ssm:${account}:parameter/aws/reference/secretsmanager/turn/secret`,
      `arn:aws:secretsmanager:${account}:secret:turn/secret-??????`,
    ]);
  });

  test('a door is an authorizer of $connect with a function and a role of its own', () => {
    const stack = stackOf(built, PARAMETER_SETS['door with keys']);
    const { AuthorizerId, AuthorizationType } = find(stack, 'ConnectRoute').properties;
    assert.deepEqual([AuthorizationType, AuthorizerId], ['CUSTOM', '${Authorizer}']);
    assert.equal(find(stack, 'Door').properties.Role, '${DoorRole.Arn}');
    assert.equal('IdentitySource' in find(stack, 'Authorizer').properties, false);
    assert.equal(find(stackOf(built, {}), 'ConnectRoute'), undefined);
  });

  test('the relay knows that there is a door exactly where there is one', () => {
    const doors = Object.values(PARAMETER_SETS).map((set) => {
      const stack = stackOf(built, set);
      const isAsked = find(stack, 'ConnectRoute')?.properties.AuthorizerId !== undefined;
      assert.equal(variables(stack, 'Relay').DOOR, isAsked ? '1' : undefined);
      return isAsked;
    });
    assert.ok(doors.includes(true) && doors.includes(false));
  });

  test('the endpoint and the tag follow the domain', () => {
    const own = stackOf(built, PARAMETER_SETS['a domain']).outputs;
    assert.equal(own.Endpoint, 'wss://relay.example.com');
    assert.match(
      own.Tag,
      /<p2p-video-call endpoint="wss:\/\/relay\.example\.com"><\/p2p-video-call>$/,
    );
    assert.equal(own.DomainTarget, '${Domain.RegionalDomainName}');
    const { Endpoint, Tag } = stackOf(built, { StageName: 'test' }).outputs;
    assert.equal(Endpoint, 'wss://${Api}.execute-api.us-east-1.amazonaws.com/test');
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url)));
    assert.ok(Tag.includes(`/npm/p2p-video-call@${version}/dist/p2p-video-call.min.js"`), Tag);
    assert.ok(Tag.includes(`endpoint="${Endpoint}"`), Tag);
  });
});

describe('parameters that are missing or contradict each other are refused', () => {
  const COTURN = PARAMETER_SETS['coturn, a parameter'];
  const refused = [
    [{ ...COTURN, TurnUrls: '' }, /^coturn needs TurnUrls/],
    [{ ...COTURN, TurnSecretName: '' }, /^coturn needs TurnSecretName/],
    [{ TurnProvider: 'cloudflare', TurnSecretName: 'x' }, /^cloudflare needs TurnKeyId/],
    [{ TurnProvider: 'cloudflare', TurnKeyId: 'x' }, /^cloudflare needs TurnSecretName/],
    [{ TurnUrls: 'turn:a:1' }, /^TurnUrls is for coturn/],
    [{ TurnKeyId: 'x' }, /^TurnKeyId is for cloudflare/],
    [{ TurnProvider: 'kinesis', TurnSecretName: 'x' }, /^TurnSecretName is for coturn and/],
    [{ TurnProvider: 'kinesis', Rooms: 'no' }, /^TURN is for members of a room or holders/],
    [{ DoorSecretName: 'x', DoorJwksUrl: 'https://a.b/' }, /^Give DoorSecretName or DoorJwksUrl/],
    [{ DoorAudience: 'x' }, /^DoorAudience and DoorIssuer need/],
    [{ AllowedOrigins: 'https://a.b', DoorIssuer: 'x' }, /^DoorAudience and DoorIssuer need/],
    [{ DomainName: 'a.example.com' }, /^DomainName needs CertificateArn/],
    [{ ...PARAMETER_SETS['a domain'], DomainName: '' }, /^CertificateArn needs DomainName/],
    [{ StageName: 'a b' }, /^StageName: Use letters/],
    [{ Rooms: 'true' }, /^Rooms: Choose one of yes, no/],
    [{ TurnProvider: 'twilio' }, /^TurnProvider: Choose one of none, coturn/],
    [{ ...COTURN, TurnUrls: 'https://turn.example.com' }, /^TurnUrls: Write turn:host/],
    [{ ...COTURN, TurnSecretName: 'my secret!' }, /^TurnSecretName: This is the name/],
    [{ ...COTURN, TurnTtl: '59' }, /^TurnTtl: A number from 60/],
    [{ ...COTURN, TurnTtl: '172801' }, /^TurnTtl: A number from 60/],
    [{ TurnProvider: 'kinesis', TurnChannels: '11' }, /^TurnChannels: Choose one of 1, 2, 5, 10/],
    [{ AllowedOrigins: 'example.com' }, /^AllowedOrigins: Write https/],
    [{ AllowedOrigins: 'https://example.com/calls' }, /^AllowedOrigins: Write https/],
    [{ DoorJwksUrl: 'http://a.b/' }, /^DoorJwksUrl: It begins with https/],
    [{ AlarmEmail: 'me' }, /^AlarmEmail: This is no e-mail/],
    [{ LogRetentionDays: '15' }, /^LogRetentionDays: Choose one of 1, 3/],
    [{ ThrottleRate: '0' }, /^ThrottleRate: It must be between 1 and 10000/],
    [{ Stage: 'prod' }, /^There is no parameter Stage/],
  ];
  for (const [parameters, reason] of refused) {
    test(JSON.stringify(parameters), () => {
      const [refusal] = stackOf(built, parameters).refusals;
      assert.match(refusal ?? '', reason);
    });
  }

  test('TTLs up to both ends are taken', () => {
    for (const ttl of ['', '60', '99', '600', '99999', '100000', '169999', '172800']) {
      assert.deepEqual(stackOf(built, { ...COTURN, TurnTtl: ttl }).refusals, [], ttl);
    }
  });
});

describe('the functions and the template', () => {
  const ROOT = new URL('../../../lambda/', import.meta.url);
  /** Set by the local gateway, or by who deploys with another tool. */
  const SET_ELSEWHERE = ['ROOM_STORE', 'ANSWER_BY_POST'];
  const sources = readdirSync(ROOT, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !/^(dev|local-gateway|template)[\\/]/.test(file))
    .map((file) => [file, readFileSync(new URL(file, ROOT), 'utf8')]);

  test('every variable that the sources read is set', () => {
    const stack = stackOf(built, PARAMETER_SETS.everything);
    const set = [
      ...Object.keys(variables(stack, 'Relay')),
      ...Object.keys(variables(stack, 'Door')),
    ];
    const read = sources.flatMap(([, text]) =>
      [...text.matchAll(/'((?:ROOMS?|TURN|DOOR|ALLOWED|ANSWER)_[A-Z_]+)'/g)].map(
        ([, name]) => name,
      ),
    );
    assert.ok(read.includes('ALLOWED_ORIGINS'));
    const missing = read.filter((name) => !set.includes(name) && !SET_ELSEWHERE.includes(name));
    assert.deepEqual(missing, []);
  });

  test('every command that the sources send to AWS is permitted', () => {
    const PREFIXES = {
      'client-apigatewaymanagementapi': () => 'execute-api:ManageConnections',
      'client-dynamodb': (name) => `dynamodb:${name}`,
      'client-ssm': (name) => `ssm:${name}`,
      'client-kinesis-video': (name) => `kinesisvideo:${name}`,
      'client-kinesis-video-signaling': (name) => `kinesisvideo:${name}`,
    };
    const needed = sources.flatMap(([, text]) =>
      [
        ...text.matchAll(/\{([^{}]*)\}(?: from |\s*=\s*await import\()\s*'@aws-sdk\/([\w-]+)'/g),
      ].flatMap(([, names, client]) =>
        [...names.matchAll(/(\w+)Command\b/g)].map(([, name]) => PREFIXES[client](name)),
      ),
    );
    assert.ok(needed.includes('execute-api:ManageConnections'));
    const granted = ['everything', 'coturn, Secrets Manager'].flatMap((name) =>
      stackOf(built, PARAMETER_SETS[name])
        .resources.filter(({ type }) => type === 'AWS::IAM::Role')
        .flatMap(({ properties }) => properties.Policies[0].PolicyDocument.Statement)
        .flatMap(({ Action }) => Action),
    );
    assert.deepEqual(
      needed.filter((action) => !granted.includes(action)),
      [],
    );
  });

  test('both functions are in the template, and bring no copy of the AWS SDK', () => {
    const codes = inlinedFunctions(built);
    assert.deepEqual(Object.keys(codes), ['Relay', 'Door']);
    assert.match(unpack(codes.Relay), /require\("@aws-sdk\/client-apigatewaymanagementapi"\)/);
  });
});
