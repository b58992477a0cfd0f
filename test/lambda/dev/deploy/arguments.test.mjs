import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importTypeScript } from '../../../support/import-typescript.mjs';

const { DEPLOY_HELP, readDeployArguments } = await importTypeScript(
  'lambda/dev/deploy/deploy-arguments.ts',
);
const { readDestroyArguments } = await importTypeScript('lambda/dev/deploy/destroy-arguments.ts');

const { readCostArguments } = await importTypeScript('lambda/dev/cost/cost-command.ts');

const TURN_OFF = {
  TurnUrls: '',
  TurnKeyId: '',
  TurnSecretName: '',
  TurnTtl: '',
  TurnChannels: '1',
};
const DOOR_OFF = { DoorSecretName: '', DoorJwksUrl: '', DoorAudience: '', DoorIssuer: '' };
const CERTIFICATE = 'arn:aws:acm:eu-central-1:123456789012:certificate/1-2';

describe('arguments of deploy', () => {
  test('has a name, and leaves the rest open', () => {
    assert.deepEqual(readDeployArguments([]), {
      kind: 'deploy',
      name: 'p2p-video-call',
      region: null,
      parameters: {},
      site: null,
      isDryRun: false,
      isYes: false,
    });
    const args = ['--name', 'ours', '--region', 'eu-west-1', '--site', 'web', '--dry-run', '-y'];
    assert.deepEqual(readDeployArguments(args), {
      kind: 'deploy',
      name: 'ours',
      region: 'eu-west-1',
      parameters: {},
      site: 'web',
      isDryRun: true,
      isYes: true,
    });
    assert.deepEqual(readDeployArguments(['--help']), { kind: 'help' });
  });

  const parameters = [
    [['--no-rooms'], { Rooms: 'no' }],
    [['--rooms'], { Rooms: 'yes' }],
    [['--turn', 'none'], { TurnProvider: 'none', ...TURN_OFF }],
    [
      [
        '--turn',
        'coturn',
        '--turn-urls',
        'turn:a:3478, turns:a:5349',
        '--turn-secret-name',
        '/x/y',
      ],
      {
        TurnProvider: 'coturn',
        ...TURN_OFF,
        TurnUrls: 'turn:a:3478,turns:a:5349',
        TurnSecretName: '/x/y',
      },
    ],
    [
      ['--turn', 'cloudflare', '--turn-key-id', 'k1', '--turn-secret-name', 's'],
      { TurnProvider: 'cloudflare', ...TURN_OFF, TurnKeyId: 'k1', TurnSecretName: 's' },
    ],
    [
      [
        ...['--turn', 'cloudflare', '--turn-key-id', 'k1', '--turn-secret-name', 's'],
        ...['--turn-ttl', '7200'],
      ],
      {
        ...{ TurnProvider: 'cloudflare', ...TURN_OFF, TurnKeyId: 'k1' },
        ...{ TurnSecretName: 's', TurnTtl: '7200' },
      },
    ],
    [['--turn', 'kinesis'], { TurnProvider: 'kinesis', ...TURN_OFF }],
    [
      ['--turn', 'kinesis', '--turn-channels', '5'],
      { TurnProvider: 'kinesis', ...TURN_OFF, TurnChannels: '5' },
    ],
    [['--no-door'], DOOR_OFF],
    [['--door-secret-name', 'token-secret'], { ...DOOR_OFF, DoorSecretName: 'token-secret' }],
    [
      ['--door-jwks-url', 'https://a/jwks', '--door-audience', 'x', '--door-issuer', 'y'],
      { ...DOOR_OFF, DoorJwksUrl: 'https://a/jwks', DoorAudience: 'x', DoorIssuer: 'y' },
    ],
    [
      ['--door-jwks-url', 'https://a/jwks', '--door-audience', 'any'],
      { ...DOOR_OFF, DoorJwksUrl: 'https://a/jwks' },
    ],
    [
      ['--door-secret-name', 's', '--door-audience', 'any'],
      { ...DOOR_OFF, DoorSecretName: 's', DoorAudience: 'any' },
    ],
    [
      ['--origins', 'https://a.example, http://localhost:8000'],
      { AllowedOrigins: 'https://a.example,http://localhost:8000' },
    ],
    [['--origins', 'any'], { AllowedOrigins: '' }],
    [
      ['--domain', 'relay.example.com', '--certificate', CERTIFICATE],
      { DomainName: 'relay.example.com', CertificateArn: CERTIFICATE },
    ],
    [['--no-domain'], { DomainName: '', CertificateArn: '' }],
    [['--alarm-email', 'a@b.example'], { AlarmEmail: 'a@b.example' }],
    [['--no-alarm'], { AlarmEmail: '' }],
  ];
  for (const [args, expected] of parameters) {
    test(args.join(' '), () => {
      assert.deepEqual(readDeployArguments(args).parameters, expected);
    });
  }

  const wrong = [
    [['extra'], /What is "extra"\? "deploy" takes options only/],
    [['--nmae', 'x'], /--nmae.*deploy --help/],
    [['--name', '1x'], /--name "1x"/],
    [['--name', 'x'.repeat(41)], /40 characters at most/],
    [['--region', 'Frankfurt'], /no region/],
    [['--turn', 'xirsys'], /there is none, coturn, cloudflare, kinesis/],
    [['--turn', 'toString'], /there is none/],
    [['--turn', 'coturn'], /--turn coturn needs --turn-urls/],
    [['--turn', 'coturn', '--turn-urls', 'turn:a'], /needs --turn-secret-name/],
    [['--turn', 'cloudflare', '--turn-secret-name', 's'], /needs --turn-key-id/],
    [['--turn', 'none', '--turn-urls', 'turn:a'], /--turn none takes no --turn-urls/],
    [['--turn-urls', 'turn:a'], /--turn-urls needs --turn/],
    [['--turn', 'coturn', '--turn-urls', 'http://a', '--turn-secret-name', 's'], /turn:host:port/],
    [['--turn', 'kinesis', '--turn-ttl', '600'], /--turn kinesis takes no --turn-ttl/],
    [['--turn-ttl', '600'], /--turn-ttl needs --turn/],
    [['--turn', 'kinesis', '--turn-channels', '0'], /there can be 1, 2, 5, 10/],
    [['--turn', 'kinesis', '--turn-channels', '3'], /there can be 1, 2, 5, 10/],
    [['--door-audience', 'x'], /needs --door-secret-name or --door-jwks-url/],
    [['--door-secret-name', 's', '--door-jwks-url', 'https://a'], /one source/],
    [['--door-jwks-url', 'http://a'], /https/],
    [
      ['--door-jwks-url', 'https://a'],
      /--door-jwks-url needs --door-audience.*--door-audience any/,
    ],
    [['--door-jwks-url', 'https://a', '--door-audience', ''], /needs --door-audience/],
    [['--no-door', '--door-secret-name', 's'], /contradict/],
    [['--rooms', '--no-rooms'], /contradict/],
    [['--origins', 'https://a.example/calls'], /without a path/],
    [['--origins', 'https://*.example.com'], /without "\*"/],
    [['--origins', 'a.example'], /--origins "a\.example"/],
    [['--origins', ''], /--origins ""/],
    [['--domain', 'a.example'], /go together/],
    [['--domain', 'wss://a.example', '--certificate', CERTIFICATE], /name alone/],
    [['--domain', 'a.example', '--certificate', 'x'], /ARN/],
    [['--no-domain', '--domain', 'a.example'], /contradict/],
    [['--alarm-email', 'nobody'], /no e-mail address/],
    [['--alarm-email', 'a@b.example', '--no-alarm'], /contradict/],
  ];
  for (const [args, message] of wrong) {
    test(`refuses ${args.join(' ').slice(0, 60)}`, () => {
      assert.throws(
        () => readDeployArguments(args),
        (error) =>
          error.name === 'UsageError' && error.exitCode === 2 && message.test(error.message),
      );
    });
  }

  test('does not repeat what may be a secret', () => {
    const args = ['--door-secret-name', 'kJ8+/x=='];
    assert.throws(
      () => readDeployArguments(args),
      (error) => /not the secret itself/.test(error.message) && !error.message.includes('kJ8'),
    );
  });
});

describe('the help of deploy', () => {
  const LINES = DEPLOY_HELP.split('\n');

  test('says of a group above it what it is for', () => {
    const above = (option) => {
      const first = LINES.findIndex((line) => line.trim().startsWith(option));
      return LINES[first - 1];
    };
    assert.match(above('--turn '), /^A path through strict networks.*"none" takes it away:$/);
    assert.match(above('--door-'), /^A door.*token.*--no-door takes it away:$/);
  });

  test('says nothing behind what takes it away, which would be the opposite', () => {
    for (const option of ['--turn none', '--no-door']) assert.ok(LINES.includes(`  ${option}`));
  });
});

describe('arguments of destroy', () => {
  test('takes every region that the command about costs takes', () => {
    const regions = [
      'eu-central-1',
      'us-gov-west-1',
      'us-isob-east-1',
      'eusc-de-east-1',
      'xx-y-12',
    ];
    for (const region of regions) {
      assert.equal(readDestroyArguments(['--region', region]).region, region);
      assert.equal(readCostArguments(['--region', region]).region, region);
    }
    for (const region of ['eu-central', 'EU-central-1', 'europe-west-1', '']) {
      assert.throws(() => readDestroyArguments(['--region', region]), /no region/);
      assert.throws(() => readCostArguments(['--region', region]), /no AWS region/);
    }
  });

  test('has a name and a region', () => {
    // However long a name may be now: it may have been made when it could be longer.
    const long = 'x'.repeat(100);
    assert.equal(readDestroyArguments(['--name', long]).name, long);
    assert.deepEqual(readDestroyArguments(['--name', 'ours', '--region', 'us-gov-west-1', '-y']), {
      kind: 'destroy',
      name: 'ours',
      region: 'us-gov-west-1',
      isYes: true,
    });
    assert.deepEqual(readDestroyArguments(['-h']), { kind: 'help' });
    assert.throws(() => readDestroyArguments(['--site', 'x']), /--site/);
  });
});
