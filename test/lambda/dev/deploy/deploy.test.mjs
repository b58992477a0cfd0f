import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { AwsRefusal, startAwsStandIn } from './support/aws-stand-in.mjs';
import { makePackage, runCommand } from './support/commands.mjs';

const NAME = 'p2p-video-call';
const OUTPUTS = { Endpoint: 'wss://a.example/prod', Tag: '<p2p-video-call endpoint="x">' };
const CHANGES = [
  { Action: 'Add', LogicalResourceId: 'Relay', ResourceType: 'AWS::Lambda::Function' },
  { Action: 'Add', LogicalResourceId: 'RoomsTable', ResourceType: 'AWS::DynamoDB::Table' },
  { Action: 'Add', LogicalResourceId: 'Default', ResourceType: 'AWS::ApiGatewayV2::Route' },
  { Action: 'Add', LogicalResourceId: 'Disconnect', ResourceType: 'AWS::ApiGatewayV2::Route' },
];
const FUNCTION = ['Relay', 'AWS::Lambda::Function'];
const handlerMessage = (text, code) =>
  `Resource handler returned message: "${text} (Service: Lambda, Status Code: 403, Request ID: 1-2)" ` +
  `(RequestToken: 5f, HandlerErrorCode: ${code})`;

/** An account where the next change set makes a new stack. */
async function startNew(t) {
  const aws = await startAwsStandIn(t);
  aws.changes = CHANGES;
  aws.upcoming = [
    aws.stackEvent(NAME, 'CREATE_IN_PROGRESS', 'User Initiated'),
    aws.event(NAME, ...FUNCTION, 'CREATE_IN_PROGRESS'),
    aws.event(NAME, ...FUNCTION, 'CREATE_IN_PROGRESS', 'Resource creation Initiated'),
    aws.event(NAME, ...FUNCTION, 'CREATE_COMPLETE'),
    aws.stackEvent(NAME, 'CREATE_COMPLETE'),
  ];
  aws.onExecute = () =>
    aws.addStack(NAME, { status: 'REVIEW_IN_PROGRESS', role: 'relay', outputs: OUTPUTS });
  return { aws, packageRoot: await makePackage(t) };
}

/** An account where the stack is there, and can be updated. */
async function startExisting(t, parameters = {}) {
  const aws = await startAwsStandIn(t);
  aws.addStack(NAME, { status: 'CREATE_COMPLETE', role: 'relay', outputs: OUTPUTS, parameters });
  aws.changes = [
    {
      Action: 'Modify',
      LogicalResourceId: 'Relay',
      ResourceType: 'AWS::Lambda::Function',
      Replacement: 'False',
      Scope: ['Properties'],
      Details: [{ Target: { Attribute: 'Properties', Name: 'Code' } }],
    },
    { Action: 'Remove', LogicalResourceId: 'RoomsTable', ResourceType: 'AWS::DynamoDB::Table' },
  ];
  aws.upcoming = [
    aws.stackEvent(NAME, 'UPDATE_IN_PROGRESS', 'User Initiated'),
    aws.event(NAME, ...FUNCTION, 'UPDATE_COMPLETE'),
    aws.stackEvent(NAME, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'),
    aws.event(NAME, 'RoomsTable', 'AWS::DynamoDB::Table', 'DELETE_COMPLETE'),
    aws.stackEvent(NAME, 'UPDATE_COMPLETE'),
  ];
  return { aws, packageRoot: await makePackage(t) };
}

describe('p2p-video-call deploy', () => {
  test('says who, what and what it costs, asks, shows the progress, and gives the tag', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    const { lines, questions, error } = await runCommand('deploy', [], {
      packageRoot,
      answers: [true],
    });
    assert.equal(error, null);
    assert.deepEqual(questions, ['Do this?']);
    assert.deepEqual(lines, [
      'Account 123456789012, region eu-central-1, as arn:aws:iam::123456789012:user/ada.',
      'Stack p2p-video-call is new. To be made:',
      '  function',
      '  table of rooms',
      '  route (2)',
      'It costs $0.00 a month while nobody calls.',
      'The table is on demand: it costs by use.',
      '  making    function (Relay)',
      '  made      function (Relay)',
      '\nThe relay: wss://a.example/prod',
      'Paste this into your page:\n\n<p2p-video-call endpoint="x">\n',
    ]);
    const [params] = aws.callsOf('CreateChangeSet');
    assert.equal(params.ChangeSetType, 'CREATE');
    assert.equal(params.OnStackFailure, 'DELETE');
    assert.equal(params['Capabilities.member.1'], 'CAPABILITY_IAM');
    assert.equal(params['Tags.member.1.Key'], 'p2p-video-call');
    assert.equal(params['Tags.member.1.Value'], 'relay');
    assert.match(params.TemplateBody, /AWS::Lambda::Function/);
  });

  test('hands the options on as parameters', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    const args = ['--no-rooms', '--origins', 'https://a.example,https://b.example'];
    const { error, text } = await runCommand('deploy', args, { packageRoot, answers: [true] });
    assert.equal(error, null);
    assert.match(text, /^ {2}AllowedOrigins: https:\/\/a\.example,https:\/\/b\.example$/m);
    const [params] = aws.callsOf('CreateChangeSet');
    assert.equal(params['Parameters.member.1.ParameterKey'], 'Rooms');
    assert.equal(params['Parameters.member.1.ParameterValue'], 'no');
    assert.equal(params['Parameters.member.2.ParameterKey'], 'AllowedOrigins');
  });

  test('leaves nothing behind after a no', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    const { error } = await runCommand('deploy', [], { packageRoot, answers: [false] });
    assert.match(error.message, /^Nothing was changed/);
    assert.equal(error.exitCode, 1);
    assert.deepEqual(aws.changeSets, []);
    assert.equal(aws.stacks.size, 0);
    assert.equal(aws.callsOf('ExecuteChangeSet').length, 0);
  });

  test('--dry-run shows the plan and leaves nothing behind', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    const { error, text, questions } = await runCommand('deploy', ['--dry-run'], { packageRoot });
    assert.equal(error, null);
    assert.deepEqual(questions, []);
    assert.match(text, /To be made:\n {2}function\n/);
    assert.match(text, /dry run: nothing was changed\.$/);
    assert.deepEqual(aws.changeSets, []);
    assert.equal(aws.stacks.size, 0);
    assert.equal(aws.callsOf('ExecuteChangeSet').length, 0);
  });

  test('--dry-run of an update leaves the stack', async (t) => {
    const { aws, packageRoot } = await startExisting(t);
    const { error } = await runCommand('deploy', ['--dry-run'], { packageRoot });
    assert.equal(error, null);
    assert.deepEqual(aws.changeSets, []);
    assert.equal(aws.stacks.get(NAME).status, 'CREATE_COMPLETE');
    assert.equal(aws.callsOf('DeleteStack').length, 0);
  });

  test('run again: shows what changes, and keeps what it is not told', async (t) => {
    const parameters = { Rooms: 'yes', TurnProvider: 'kinesis', Gone: 'x' };
    const { aws, packageRoot } = await startExisting(t, parameters);
    const { error, text } = await runCommand('deploy', ['--no-rooms'], {
      packageRoot,
      answers: [true],
    });
    assert.equal(error, null);
    assert.match(text, /Stack p2p-video-call exists\. To be changed:/);
    assert.match(text, /^ {2}change {2}function \(Relay\): Code$/m);
    assert.match(text, /^ {2}delete {2}table of rooms \(RoomsTable\)$/m);
    assert.match(text, /^ {2}Rooms: no \(was yes\)$/m);
    assert.match(text, /^ {2}TurnProvider: kinesis \(as before\)$/m);
    assert.match(text, /^ {2}changed {3}function \(Relay\)$/m);
    assert.match(text, /^ {2}deleted {3}table of rooms \(RoomsTable\)$/m);
    assert.match(text, /The relay: wss:/);
    const [params] = aws.callsOf('CreateChangeSet');
    assert.equal(params.ChangeSetType, 'UPDATE');
    assert.equal(params.OnStackFailure, undefined);
    assert.equal(params['Parameters.member.1.ParameterValue'], 'no');
    assert.equal(params['Parameters.member.2.ParameterKey'], 'TurnProvider');
    assert.equal(params['Parameters.member.2.UsePreviousValue'], 'true');
    // The template has no such parameter any more: AWS would refuse it.
    assert.equal(params['Parameters.member.3.ParameterKey'], undefined);
  });

  test('nothing to change is a success', async (t) => {
    const sentences = [
      "The submitted information didn't contain changes. Submit different information to create a change set.",
      'No updates are to be performed.',
    ];
    for (const sentence of sentences) {
      const { aws, packageRoot } = await startExisting(t);
      aws.changeSetFailure = sentence;
      const { error, text, questions } = await runCommand('deploy', [], { packageRoot });
      assert.equal(error, null);
      assert.deepEqual(questions, []);
      assert.match(text, /nothing to change\./);
      assert.match(text, /The relay: wss:/);
      assert.deepEqual(aws.changeSets, []);
      assert.equal(aws.callsOf('ExecuteChangeSet').length, 0);
    }
  });

  test('says which DNS record a domain needs', async (t) => {
    const { aws, packageRoot } = await startExisting(t, { DomainName: 'relay.example.com' });
    const { outputs } = aws.stacks.get(NAME);
    const run = () => runCommand('deploy', [], { packageRoot, answers: [true] });
    assert.doesNotMatch((await run()).text, /CNAME/);
    outputs.DomainTarget = 'd-1.execute-api.eu-central-1.amazonaws.com';
    aws.changeSetFailure = 'No updates are to be performed.';
    const { error, text } = await run();
    assert.equal(error, null);
    assert.match(
      text,
      /^Make a CNAME record of relay\.example\.com to d-1\.execute-api\.eu-central-1\.amazonaws\.com\b/m,
    );
  });

  test('goes on from a question that was never answered', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    aws.addStack(NAME, { status: 'REVIEW_IN_PROGRESS' });
    aws.changeSets = ['p2p-video-call-earlier'];
    const { error } = await runCommand('deploy', [], { packageRoot, answers: [true] });
    assert.equal(error, null);
    assert.equal(aws.callsOf('CreateChangeSet')[0].ChangeSetType, 'CREATE');
  });

  test("leaves others' stacks alone", async (t) => {
    const { aws, packageRoot } = await startNew(t);
    aws.addStack(NAME, { status: 'CREATE_COMPLETE' });
    const made = await runCommand('deploy', [], { packageRoot });
    assert.match(made.error.message, /was not made by this command.*--name/);
    aws.addStack(NAME, { status: 'REVIEW_IN_PROGRESS' });
    aws.changeSets = ['their-change-set'];
    const reviewed = await runCommand('deploy', [], { packageRoot });
    assert.match(reviewed.error.message, /was not made by this command/);
    aws.changeSets = ['p2p-video-call-earlier', 'their-change-set'];
    const mixed = await runCommand('deploy', [], { packageRoot });
    assert.match(mixed.error.message, /was not made by this command/);
    aws.changeSets = [];
    const empty = await runCommand('deploy', [], { packageRoot });
    assert.match(empty.error.message, /empty stack .*nothing tells who made it.*--name/);
    aws.addStack(NAME, { status: 'CREATE_COMPLETE', role: 'site' });
    const site = await runCommand('deploy', [], { packageRoot });
    assert.match(site.error.message, /was not made by this command/);
    assert.equal(aws.callsOf('CreateChangeSet').length, 0);
  });

  test('leaves the new stack to another first run whose change set waits in it', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    const { error } = await runCommand('deploy', [], {
      packageRoot,
      answers: [() => (aws.changeSets.push('p2p-video-call-others'), false)],
    });
    assert.match(error.message, /^Nothing was changed/);
    assert.deepEqual(aws.changeSets, ['p2p-video-call-others']);
    assert.equal(aws.stacks.get(NAME).status, 'REVIEW_IN_PROGRESS');
  });

  test('waits for what AWS is still doing', async (t) => {
    const { aws, packageRoot } = await startExisting(t);
    aws.stacks.get(NAME).status = 'UPDATE_IN_PROGRESS';
    const { error, text } = await runCommand('deploy', [], {
      packageRoot,
      answers: [true],
      onSay: (line) => {
        if (line.includes('Waiting')) aws.stacks.get(NAME).status = 'UPDATE_COMPLETE';
      },
    });
    assert.equal(error, null);
    assert.match(text, /changing stack p2p-video-call at this moment \(UPDATE_IN_PROGRESS\)/);
    assert.match(text, /The relay: wss:/);
  });

  test('deletes what is left of a failed try, after asking', async (t) => {
    for (const status of ['ROLLBACK_COMPLETE', 'CREATE_FAILED', 'ROLLBACK_FAILED']) {
      const { aws, packageRoot } = await startNew(t);
      aws.addStack(NAME, { status, role: 'relay' });
      aws.deletion = [aws.stackEvent(NAME, 'DELETE_COMPLETE')];
      const no = await runCommand('deploy', [], { packageRoot, answers: [false] });
      assert.deepEqual(no.questions, ['Delete it?']);
      assert.match(no.text, new RegExp(`earlier try that failed \\(${status}\\)`));
      assert.equal(aws.stacks.get(NAME).status, status);
      const dry = await runCommand('deploy', ['--dry-run', '--yes'], { packageRoot });
      assert.match(dry.error.message, /which a dry run does not do/);
      assert.equal(aws.stacks.get(NAME).status, status);
      const late = await runCommand('deploy', [], { packageRoot, answers: [true, false] });
      assert.match(late.error.message, /^Nothing was made\. .* stack p2p-video-call is deleted\.$/);
      aws.addStack(NAME, { status, role: 'relay' });
      aws.deletion = [aws.stackEvent(NAME, 'DELETE_COMPLETE')];
      const yes = await runCommand('deploy', [], { packageRoot, answers: [true, true] });
      assert.equal(yes.error, null);
      assert.deepEqual(yes.questions, ['Delete it?', 'Do this?']);
      assert.match(yes.text, /The relay: wss:/);
    }
  });

  test('says what to do where only a person can help', async (t) => {
    const { aws, packageRoot } = await startExisting(t);
    aws.stacks.get(NAME).status = 'UPDATE_ROLLBACK_FAILED';
    const stuck = await runCommand('deploy', [], { packageRoot });
    assert.match(stuck.error.message, /UPDATE_ROLLBACK_FAILED.*Continue update rollback/);
    aws.stacks.get(NAME).status = 'DELETE_FAILED';
    const deletion = await runCommand('deploy', [], { packageRoot });
    assert.match(deletion.error.message, /DELETE_FAILED.*p2p-video-call destroy$/);
  });

  test('gives advice for the stack that was named, in the region that was named', async (t) => {
    const { aws, packageRoot } = await startExisting(t);
    await writeFile(join(packageRoot, 'index.html'), '');
    const args = ['--name', 'staging', '--region', 'eu-west-1', '--site', packageRoot];
    const advice = /p2p-video-call destroy --name staging --region eu-west-1\b/;
    for (const [name, role] of [
      ['staging', 'relay'],
      ['staging-site', 'site'],
    ]) {
      aws.addStack('staging', { status: 'CREATE_COMPLETE', role: 'relay' });
      for (const status of ['DELETE_FAILED', 'UPDATE_ROLLBACK_FAILED', 'ROLLBACK_COMPLETE']) {
        aws.addStack(name, { status, role });
        const run = await runCommand('deploy', [...args, '--dry-run'], { packageRoot });
        assert.match(run.error.message, new RegExp(`stack ${name}\\b`, 'i'));
        assert.match(run.error.message, advice, `${name} ${status}`);
      }
    }
  });
});

describe('p2p-video-call deploy that fails', () => {
  const failures = [
    [
      'a missing permission',
      handlerMessage(
        'User: arn:aws:iam::123456789012:user/ada is not authorized to perform: lambda:CreateFunction on resource: ' +
          'arn:aws:lambda:eu-central-1:123456789012:function:relay because no identity-based policy allows the lambda:CreateFunction action',
        'AccessDenied',
      ),
      /^ {2}function \(Relay\): arn:aws:iam::123456789012:user\/ada lacks the permission lambda:CreateFunction on arn:aws:lambda:eu-central-1:123456789012:function:relay\.$/m,
    ],
    [
      'a name that is taken',
      handlerMessage('Function already exist: relay', 'AlreadyExists'),
      /the name is taken\. Function already exist: relay\. Choose another --name/,
    ],
    [
      'a limit',
      handlerMessage('Code storage limit exceeded.', 'ServiceLimitExceeded'),
      /a limit of the account is reached\. Code storage limit exceeded\. .*servicequotas/,
    ],
    [
      'anything else',
      'Properties validation failed for resource Relay',
      /function \(Relay\): Properties validation failed for resource Relay\./,
    ],
  ];
  for (const [what, reason, message] of failures) {
    test(`at a resource, for ${what}`, async (t) => {
      const { aws, packageRoot } = await startNew(t);
      aws.upcoming = [
        aws.stackEvent(NAME, 'CREATE_IN_PROGRESS'),
        aws.event(NAME, ...FUNCTION, 'CREATE_FAILED', reason),
        aws.event(
          NAME,
          'Logs',
          'AWS::Logs::LogGroup',
          'CREATE_FAILED',
          'Resource creation cancelled',
        ),
        aws.stackEvent(NAME, 'DELETE_IN_PROGRESS', 'The following resource(s) failed: [Relay].'),
        aws.stackEvent(NAME, 'DELETE_COMPLETE'),
      ];
      const { error, text } = await runCommand('deploy', [], { packageRoot, answers: [true] });
      assert.match(error.message, /could not be made\. AWS has taken away what it had made\./);
      assert.match(error.message, message);
      assert.ok(!error.message.includes('cancelled'));
      assert.match(text, /^ {2}failed {4}function \(Relay\)$/m);
      assert.ok(!text.includes('failed    log group'));
    });
  }

  test('and waits until AWS has taken it away', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    aws.upcoming = [
      aws.stackEvent(NAME, 'CREATE_IN_PROGRESS'),
      aws.event(NAME, ...FUNCTION, 'CREATE_FAILED', 'Too much code'),
      aws.stackEvent(NAME, 'CREATE_FAILED', 'The following resource(s) failed: [Relay].'),
      aws.stackEvent(NAME, 'DELETE_IN_PROGRESS'),
      aws.event(NAME, 'Logs', 'AWS::Logs::LogGroup', 'DELETE_COMPLETE'),
      aws.stackEvent(NAME, 'DELETE_COMPLETE'),
    ];
    const { error, text } = await runCommand('deploy', [], { packageRoot, answers: [true] });
    assert.match(error.message, /AWS has taken away what it had made\.\n.*Too much code\.$/);
    assert.match(text, /deleted {3}log group \(Logs\)/);
  });

  test('an update goes back to what was', async (t) => {
    const { aws, packageRoot } = await startExisting(t);
    aws.upcoming = [
      aws.stackEvent(NAME, 'UPDATE_IN_PROGRESS'),
      aws.event(NAME, ...FUNCTION, 'UPDATE_FAILED', 'Too much code'),
      aws.stackEvent(NAME, 'UPDATE_ROLLBACK_IN_PROGRESS', 'failed: [Relay]'),
      aws.stackEvent(NAME, 'UPDATE_ROLLBACK_COMPLETE'),
    ];
    const { error } = await runCommand('deploy', [], { packageRoot, answers: [true] });
    assert.match(
      error.message,
      /could not be changed\. Everything is as it was before\.\n.*Too much/,
    );
  });

  test('because AWS does not accept a parameter', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    aws.changeSetFailure = 'TurnProvider coturn needs TurnUrls';
    const { error } = await runCommand('deploy', [], { packageRoot });
    assert.match(error.message, /^AWS does not accept this: TurnProvider coturn needs TurnUrls/);
    assert.deepEqual(aws.changeSets, []);
    assert.equal(aws.stacks.size, 0);
  });

  const refusals = [
    ['GetCallerIdentity', 'ExpiredToken', 'The security token is expired', /has expired\. Sign in/],
    ['GetCallerIdentity', 'InvalidClientTokenId', 'It is invalid.', /does not know these cred/],
    ['GetCallerIdentity', 'SignatureDoesNotMatch', 'Check your key.', /does not know these cred/],
    ['DescribeStacks', 'RequestExpired', 'Request has expired', /set this computer's clock/],
    [
      'CreateChangeSet',
      'AccessDenied',
      'User: arn:aws:iam::1:user/ada is not authorized to perform: cloudformation:CreateChangeSet on resource: ' +
        'arn:aws:cloudformation:eu-central-1:1:stack/p2p-video-call/* with an explicit deny in a policy because of an explicit deny',
      /ada lacks the permission cloudformation:CreateChangeSet on arn:aws:cloud\S+\. A policy forbids it/,
    ],
    ['CreateChangeSet', 'LimitExceededException', 'Stacks: 2000.', /limit of the account.*2000/],
    ['CreateChangeSet', 'AlreadyExistsException', 'It is there.', /The name is taken/],
    [
      'CreateChangeSet',
      'ValidationError',
      'Stack:arn is in UPDATE_IN_PROGRESS state and can not be updated.',
      /Somebody else is changing this stack/,
    ],
    ['ExecuteChangeSet', 'InvalidChangeSetStatus', 'OBSOLETE', /Somebody else is changing/],
    ['ExecuteChangeSet', 'ChangeSetNotFound', 'ChangeSet [x]', /else has changed.*Run it again/],
    [
      'ExecuteChangeSet',
      'ValidationError',
      'Stack [x] does not exist',
      /Somebody else has changed or deleted this stack.*Run it again/,
    ],
    ['CreateChangeSet', 'ValidationError', 'Template format error', /not accept this: Template/],
  ];
  for (const [action, code, text, message] of refusals) {
    test(`${action}: ${code}, ${text.slice(0, 20)}`, async (t) => {
      const { aws, packageRoot } = await startNew(t);
      aws.refusals.set(action, new AwsRefusal(code, text, 400));
      const { error } = await runCommand('deploy', [], { packageRoot, answers: [true] });
      assert.equal(error.name, 'CommandError');
      assert.match(error.message, message);
      assert.deepEqual([aws.changeSets, aws.stacks.size], [[], 0]);
    });
  }

  test('without a connection', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
    const { error } = await runCommand('deploy', [], { packageRoot });
    assert.match(error.message, /AWS can't be reached \(ECONNREFUSED\)/);
    assert.deepEqual(aws.calls, []);
  });

  test('without its template', async (t) => {
    const { aws } = await startNew(t);
    const { error } = await runCommand('deploy', [], { packageRoot: '/nowhere' });
    assert.match(error.message, /relay\.template\.yaml can't be read.*npm run build/);
    assert.deepEqual(aws.calls, []);
  });

  test('without the folder of the site, before AWS is asked anything', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    const missing = await runCommand('deploy', ['--site', '/nowhere'], { packageRoot });
    assert.match(missing.error.message, /--site \/nowhere can't be read/);
    const empty = await runCommand('deploy', ['--site', packageRoot], { packageRoot });
    assert.match(empty.error.message, /has no index\.html/);
    assert.deepEqual(aws.calls, []);
  });
});

describe('p2p-video-call deploy, interrupted', () => {
  const interrupt = () => process.emit('SIGINT', 'SIGINT');

  test('once what was left of a failed try is deleted: says so', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    aws.addStack(NAME, { status: 'ROLLBACK_COMPLETE', role: 'relay' });
    aws.deletion = [aws.stackEvent(NAME, 'DELETE_COMPLETE')];
    aws.onCall = (action) => {
      if (action === 'CreateChangeSet') interrupt();
    };
    const { error } = await runCommand('deploy', [], { packageRoot, answers: [true, true] });
    assert.match(
      error.message,
      /^Interrupted\. Nothing was made\. .* stack p2p-video-call is deleted\.$/,
    );
  });

  test('at the question: nothing is left behind', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    const { error } = await runCommand('deploy', [], { packageRoot, answers: [interrupt] });
    assert.match(error.message, /^Interrupted\. Nothing was made/);
    assert.equal(error.exitCode, 130);
    assert.deepEqual(aws.changeSets, []);
    assert.equal(aws.stacks.size, 0);
  });

  test('right before AWS is to begin: nothing is left behind', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    aws.onCall = (action) => action === 'DescribeStackEvents' && interrupt();
    const { error } = await runCommand('deploy', [], { packageRoot, answers: [true] });
    assert.equal(error.exitCode, 130);
    assert.equal(aws.callsOf('ExecuteChangeSet').length, 0);
    assert.deepEqual([aws.changeSets, aws.stacks.size], [[], 0]);
  });

  test('half-way: says that AWS goes on, and the next run goes on as well', async (t) => {
    const { aws, packageRoot } = await startNew(t);
    const first = await runCommand('deploy', [], {
      packageRoot,
      answers: [true],
      onSay: (line) => line.includes('making    function') && interrupt(),
    });
    assert.match(first.error.message, /AWS has begun goes on.*Run the same command again/);
    assert.match(first.error.message, /https:\/\/eu-central-1\.console\.aws\.amazon\.com/);
    assert.equal(first.error.exitCode, 130);
    assert.equal(aws.callsOf('DeleteStack').length, 0);
    assert.equal(aws.stacks.get(NAME).status, 'CREATE_IN_PROGRESS');

    aws.changeSetFailure = 'No updates are to be performed.';
    const second = await runCommand('deploy', [], { packageRoot });
    assert.equal(second.error, null);
    assert.match(second.text, /at this moment \(CREATE_IN_PROGRESS\)/);
    assert.match(second.text, /made {6}function \(Relay\)/);
    assert.match(second.text, /The relay: wss:/);
    assert.equal(process.listenerCount('SIGINT'), 0);
  });
});
