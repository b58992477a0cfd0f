import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AwsRefusal, startAwsStandIn } from './support/aws-stand-in.mjs';
import { runCommand } from './support/commands.mjs';

const NAME = 'p2p-video-call';

async function start(t, status = 'CREATE_COMPLETE') {
  const aws = await startAwsStandIn(t);
  aws.addStack(NAME, { status, role: 'relay' });
  aws.resources = [
    {
      LogicalResourceId: 'Relay',
      PhysicalResourceId: 'relay-function',
      ResourceType: 'AWS::Lambda::Function',
      ResourceStatus: 'CREATE_COMPLETE',
    },
    {
      LogicalResourceId: 'Old',
      PhysicalResourceId: 'old-function',
      ResourceType: 'AWS::Lambda::Function',
      ResourceStatus: 'DELETE_COMPLETE',
    },
  ];
  aws.deletion = [
    aws.stackEvent(NAME, 'DELETE_IN_PROGRESS'),
    aws.event(NAME, 'Relay', 'AWS::Lambda::Function', 'DELETE_COMPLETE'),
    aws.stackEvent(NAME, 'DELETE_COMPLETE'),
  ];
  return aws;
}

describe('p2p-video-call destroy', () => {
  test('lists, asks, deletes, and says that nothing is left', async (t) => {
    const aws = await start(t);
    const { error, lines, questions } = await runCommand('destroy', [], { answers: [true] });
    assert.equal(error, null);
    assert.deepEqual(questions, ['Delete all this?']);
    assert.deepEqual(lines.slice(1), [
      'Stack p2p-video-call. To be deleted:',
      '  function relay-function',
      '  deleted   function (Relay)',
      'All of it is deleted. Nothing is left over.',
    ]);
    assert.equal(aws.stacks.size, 0);
  });

  test('deletes nothing after a no', async (t) => {
    const aws = await start(t);
    const { error } = await runCommand('destroy', [], { answers: [false] });
    assert.match(error.message, /^Nothing was deleted/);
    assert.equal(aws.callsOf('DeleteStack').length, 0);
  });

  test('names what AWS keeps', async (t) => {
    const aws = await start(t);
    aws.deletion.splice(1, 0, aws.event(NAME, 'Logs', 'AWS::Logs::LogGroup', 'DELETE_SKIPPED'));
    const { error, text } = await runCommand('destroy', [], { answers: [true] });
    assert.equal(error, null);
    assert.match(
      text,
      /has kept these, delete them by hand:\n {2}log group \(Logs\) p2p-video-call-Logs/,
    );
  });

  test('a stack that is not there is a success', async (t) => {
    await startAwsStandIn(t);
    const { error, text } = await runCommand('destroy', ['--name', 'other']);
    assert.equal(error, null);
    assert.match(text, /There is no stack other in region eu-central-1: nothing to delete\.$/);
  });

  test("leaves others' stacks alone", async (t) => {
    const aws = await start(t);
    aws.addStack(NAME, { status: 'CREATE_COMPLETE' });
    const { error } = await runCommand('destroy', []);
    assert.match(error.message, /was not made by this command/);
    aws.addStack(NAME, { status: 'REVIEW_IN_PROGRESS' });
    const empty = await runCommand('destroy', []);
    assert.match(empty.error.message, /empty stack .*nothing tells who made it/);
    assert.equal(aws.callsOf('DeleteStack').length, 0);
  });

  test('deletes what a failed or stuck stack has left', async (t) => {
    for (const status of ['ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED', 'DELETE_FAILED']) {
      const aws = await start(t, status);
      const { error } = await runCommand('destroy', [], { answers: [true] });
      assert.equal(error, null);
      assert.equal(aws.stacks.size, 0);
    }
  });

  test('says why AWS could not delete', async (t) => {
    const aws = await start(t);
    const reason =
      'Resource handler returned message: "User: arn:aws:iam::1:user/ada is not authorized to perform: ' +
      'lambda:DeleteFunction on resource: arn:aws:lambda:x" (RequestToken: 1, HandlerErrorCode: AccessDenied)';
    aws.deletion = [
      aws.stackEvent(NAME, 'DELETE_IN_PROGRESS'),
      aws.event(NAME, 'Relay', 'AWS::Lambda::Function', 'DELETE_FAILED', reason),
      aws.stackEvent(NAME, 'DELETE_FAILED', 'The following resource(s) failed to delete: [Relay].'),
    ];
    const { error } = await runCommand('destroy', [], { answers: [true] });
    assert.match(error.message, /could not be deleted \(DELETE_FAILED\).*run this again\.\n/);
    assert.match(
      error.message,
      /ada lacks the permission lambda:DeleteFunction on arn:aws:lambda:x\./,
    );
  });

  test('does not take the failure of an earlier try for its own', async (t) => {
    const aws = await start(t, 'DELETE_FAILED');
    aws.events = [aws.stackEvent(NAME, 'DELETE_FAILED', 'An earlier reason')];
    const done = await runCommand('destroy', [], { answers: [true] });
    assert.equal(done.error, null);
    assert.match(done.text, /Nothing is left over\.$/);

    aws.addStack(NAME, { status: 'DELETE_FAILED', role: 'relay' });
    aws.deletion = [
      aws.stackEvent(NAME, 'DELETE_IN_PROGRESS'),
      aws.event(NAME, 'Relay', 'AWS::Lambda::Function', 'DELETE_FAILED', 'A new reason'),
      aws.stackEvent(NAME, 'DELETE_FAILED', 'failed to delete: [Relay].'),
    ];
    const failed = await runCommand('destroy', [], { answers: [true] });
    assert.match(failed.error.message, /could not be deleted \(DELETE_FAILED\).*A new reason/s);
    assert.doesNotMatch(failed.error.message, /earlier/);
  });

  test('says what protects a stack', async (t) => {
    const aws = await start(t);
    const text = 'Stack [x] cannot be deleted while TerminationProtection is enabled';
    aws.refusals.set('DeleteStack', new AwsRefusal('ValidationError', text));
    const { error } = await runCommand('destroy', [], { answers: [true] });
    assert.match(error.message, /termination protection/);
  });

  test('touches nothing of a stack that is protected', async (t) => {
    const aws = await start(t);
    aws.addStack(NAME, { status: 'CREATE_COMPLETE', role: 'relay', isProtected: true });
    const { error, questions } = await runCommand('destroy', [], { answers: [true] });
    assert.match(error.message, /protected from deletion, so nothing was deleted/);
    assert.deepEqual(questions, []);
    assert.equal(aws.callsOf('DeleteStack').length, 0);
  });

  test('interrupted, says that AWS goes on', async (t) => {
    const aws = await start(t);
    const { error } = await runCommand('destroy', [], {
      answers: [true],
      onSay: (line) => line.includes('deleted   ') && process.emit('SIGINT', 'SIGINT'),
    });
    assert.match(error.message, /^Interrupted\. .*goes on deleting\. Run the same command again/);
    assert.equal(error.exitCode, 130);
    const again = await runCommand('destroy', [], { answers: [true] });
    assert.equal(again.error, null);
    assert.equal(aws.stacks.size, 0);
  });

  test('interrupted while a bucket is emptied, deletes no stack', async (t) => {
    const aws = await start(t);
    aws.resources = [
      {
        LogicalResourceId: 'Bucket',
        PhysicalResourceId: 'files',
        ResourceType: 'AWS::S3::Bucket',
        ResourceStatus: 'CREATE_COMPLETE',
      },
    ];
    aws.site.buckets.set('files', new Map([1, 2, 3].map((number) => [`${number}.txt`, 'x'])));
    aws.site.pageSize = 1;
    aws.site.onCall = (operation) =>
      operation === 'DeleteObjects' && process.emit('SIGINT', 'SIGINT');
    const { error } = await runCommand('destroy', [], { answers: [true] });
    assert.equal(error.exitCode, 130);
    assert.equal(aws.site.buckets.get('files').size, 2);
    assert.equal(aws.callsOf('DeleteStack').length, 0);
  });

  test('interrupted right before the stack is to be deleted, leaves it', async (t) => {
    const aws = await start(t);
    aws.onCall = (action) => action === 'DescribeStackEvents' && process.emit('SIGINT', 'SIGINT');
    const { error } = await runCommand('destroy', [], { answers: [true] });
    assert.equal(error.exitCode, 130);
    assert.equal(aws.callsOf('DeleteStack').length, 0);
  });
});
