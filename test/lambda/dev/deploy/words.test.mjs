import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { importTypeScript } from '../../../support/import-typescript.mjs';

const folder = 'lambda/dev/deploy';
const { explainFailure } = await importTypeScript(`${folder}/explain-failure.ts`);
const { explainResourceFailure } = await importTypeScript(`${folder}/explain-resource-failure.ts`);
const { explainMissingPermission } = await importTypeScript(`${folder}/missing-permission.ts`);
const { describePlans } = await importTypeScript(`${folder}/plan-text.ts`);
const { describeSettings } = await importTypeScript(`${folder}/template-parameters.ts`);
const { cacheRuleOf } = await importTypeScript(`${folder}/site/cache-rule.ts`);
const { readSite } = await importTypeScript(`${folder}/site/site-files.ts`);
const { createTerminal } = await importTypeScript(`${folder}/terminal.ts`);

const TEMPLATE = new URL('../../../../lambda/template.yaml', import.meta.url);
const failure = (name, message, more = {}) => Object.assign(new Error(message), { name, ...more });

describe('failures of the AWS SDK, in words', () => {
  const cases = [
    [failure('Error', 'Region is missing'), /Which region\? Give --region/],
    [
      failure('CredentialsProviderError', 'Could not load credentials from any providers'),
      /not signed in to AWS\. Sign in.*1\. .*aws login.*2\. .*AWS_ACCESS_KEY_ID.*3\. .*cloudshell/s,
    ],
    [
      failure('CredentialsProviderError', 'Could not resolve credentials using profile: [x]'),
      /not signed in to AWS\. .*profile: \[x\]/,
    ],
    [
      failure(
        'CredentialsProviderError',
        'The SSO session associated with this profile has expired.',
      ),
      /has expired\. Sign in/,
    ],
    [failure('TokenProviderError', 'Token is expired. Run aws sso login'), /has expired\. Sign in/],
    [failure('Error', 'x', { code: 'ENOTFOUND', hostname: 'sts.xx-y-1' }), /no server sts\.xx-y-1/],
    [failure('Error', 'x', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), /NODE_EXTRA_CA_CERTS/],
    [failure('TimeoutError', 'x'), /can't be reached \(TimeoutError\)/],
    [failure('ThrottlingException', 'Rate exceeded'), /too many requests/],
    [failure('UnrecognizedClientException', 'It is invalid.'), /has not switched on/],
    [failure('AccessDenied', 'Access Denied'), /Permission is missing.*docs\/deploy\.md/],
  ];
  for (const [error, message] of cases) {
    test(`${error.name}: ${error.message.slice(0, 40)} ${error.code ?? ''}`, () => {
      const explained = explainFailure(error);
      assert.equal(explained.exitCode, 1);
      assert.match(explained.message, message);
      assert.equal(explained.cause, error);
    });
  }

  test('what is not known stays what it is', () => {
    for (const error of [new TypeError('a bug'), 'text', null]) {
      assert.equal(explainFailure(error), error);
    }
  });
});

describe('failures of a resource, in words', () => {
  test('names the permission and the resource', () => {
    const sentence = (text) => explainMissingPermission(text);
    assert.equal(
      sentence(
        'User: arn:u is not authorized to perform: iam:CreateRole on resource: arn:r because no',
      ),
      'arn:u lacks the permission iam:CreateRole on arn:r.',
    );
    assert.equal(
      sentence('You is not authorized to perform: s3:PutBucketPolicy'),
      'The permission s3:PutBucketPolicy is missing.',
    );
    assert.match(
      sentence(
        'User: a is not authorized to perform: s3:x on resource: "b" because of an explicit deny',
      ),
      /a lacks the permission s3:x on b\. A policy forbids it expressly\./,
    );
    assert.equal(sentence('Something else'), null);
  });

  test('shows AWS’s sentence without the wrapping', () => {
    const reason =
      'Resource handler returned message: "The role is odd (Service: Iam, Status Code: 400, Request ID: 1)" ' +
      '(RequestToken: 2, HandlerErrorCode: InvalidRequest)';
    assert.equal(explainResourceFailure(reason), 'The role is odd.');
    assert.equal(explainResourceFailure(''), 'AWS gives no reason.');
    const taken = 'my-bucket already exists (Service: S3, Status Code: 409, Request ID: 1)';
    assert.match(explainResourceFailure(taken), /^the name is taken\. my-bucket already exists\./);
  });
});

describe('what a stack is told', () => {
  const { Parameters } = parse(readFileSync(TEMPLATE, 'utf8'), { logLevel: 'silent' });
  const existing = (valueOf) =>
    Object.entries(Parameters).map(([ParameterKey, { Default }]) => ({
      ParameterKey,
      ParameterValue: valueOf(String(Default)),
    }));

  test('is not said of what is as the template has it', () => {
    assert.deepEqual(
      describeSettings(
        {},
        existing((usual) => usual),
      ),
      [],
    );
  });

  test('is said of everything else that stays, whoever has set it', () => {
    const lines = describeSettings(
      {},
      existing((usual) => `${usual}1`),
    );
    assert.deepEqual(
      lines.toSorted(),
      Object.entries(Parameters)
        .map(([key, { Default }]) => `${key}: ${Default}1 (as before)`)
        .toSorted(),
    );
  });
});

const CHANNEL = 'A Kinesis channel costs $0.03 in a month in which it is used, and by the minute.';

describe('the plan', () => {
  const plan = { stackName: 's', isNewStack: true, hasChanges: true, settings: [] };
  const add = (type, count = 1) =>
    Array.from({ length: count }, () => ({ Action: 'Add', ResourceType: type }));

  test('sums up what a month costs', () => {
    const changes = [
      ...add('AWS::KinesisVideo::SignalingChannel', 4),
      ...add('AWS::CloudWatch::Alarm'),
      ...add('AWS::Some::Thing'),
    ];
    assert.deepEqual(describePlans([{ ...plan, changes }]), [
      'Stack s is new. To be made:',
      '  Kinesis channel for TURN (4)',
      '  alarm',
      '  AWS::Some::Thing',
      'It costs $0.10 a month while nobody calls (1 alarm at $0.10).',
      CHANNEL,
    ]);
  });

  test('says what an update costs more, if it does', () => {
    const update = { ...plan, isNewStack: false };
    const more = [
      { Action: 'Remove', ResourceType: 'AWS::CloudWatch::Alarm' },
      ...add('AWS::KinesisVideo::SignalingChannel', 2),
    ];
    const costOf = (changes) =>
      describePlans([{ ...update, changes }]).filter((line) => / costs? /.test(line));
    assert.deepEqual(costOf(more), ['It costs $0.00 more a month while nobody calls.', CHANNEL]);
    assert.deepEqual(costOf(add('AWS::CloudWatch::Alarm', 2)), [
      'It costs $0.20 more a month while nobody calls (2 alarms at $0.10).',
    ]);
    assert.deepEqual(costOf(add('AWS::Lambda::Function')), []);
  });

  test('says what two stacks cost together, once', () => {
    const relay = { ...plan, changes: add('AWS::CloudWatch::Alarm') };
    const site = { ...plan, changes: add('AWS::CloudFront::Distribution') };
    const both = 'It costs $0.10 a month while nobody calls (1 alarm at $0.10).';
    const note = 'Bucket and CloudFront cost by what they store and serve.';
    const costOf = (plans) => describePlans(plans).filter((line) => / costs? /.test(line));
    assert.deepEqual(costOf([relay, site]), [both, note]);
    const unchanged = { ...plan, isNewStack: false, hasChanges: false, changes: [] };
    assert.deepEqual(costOf([unchanged, site]), [
      'It costs $0.00 more a month while nobody calls.',
      note,
    ]);
  });

  test('says what is made anew', () => {
    const change = (Replacement) => ({
      Action: 'Modify',
      LogicalResourceId: 'T',
      ResourceType: 'AWS::DynamoDB::Table',
      Replacement,
    });
    const changes = [change('True'), change('Conditional'), change('False')];
    assert.deepEqual(describePlans([{ ...plan, isNewStack: false, changes }]).slice(1), [
      '  change  table of rooms (T); it is made anew, and the old one deleted',
      '  change  table of rooms (T); it may be made anew',
      '  change  table of rooms (T)',
    ]);
    const none = { ...plan, isNewStack: false, changes: [] };
    assert.match(describePlans([none])[1], /no resource/);
    assert.deepEqual(describePlans([{ ...none, hasChanges: false }]), [
      'Stack s: nothing to change.',
    ]);
  });
});

describe('files of a site', () => {
  test('are kept by browsers only if their name changes with them', () => {
    const forEver = [
      'a/index-4f9a1c3b.js',
      'app.D3x8aQz1.css',
      'main.0123456789abcdef.js.map',
      'f-a1b2C3d4.woff2',
    ];
    const askFirst = [
      'index.html',
      'page-4f9a1c3b.html',
      'style.css',
      'p2p-video-call.media-explanation.min.js',
      'photo-20241201.jpg',
      'report-chapter10.pdf',
      'intro-h264main.mp4',
      'foo-myComponent.js',
      '4f9a1c3b/app.js',
      'deadbeef',
    ];
    for (const key of forEver) assert.match(cacheRuleOf(key), /immutable/, key);
    for (const key of askFirst) assert.equal(cacheRuleOf(key), 'no-cache', key);
  });

  test('leave out what is not for the web', async (t) => {
    const root = await mkdtemp(join(tmpdir(), 'p2p-video-call-site-'));
    t.after(() => rm(root, { recursive: true, force: true }));
    await mkdir(join(root, 'a/.git'), { recursive: true });
    await mkdir(join(root, '.well-known'));
    for (const file of ['index.html', '.env', 'a/b.js', 'a/.git/config', '.well-known/x']) {
      await writeFile(join(root, file), 'x');
    }
    await symlink('/etc/hostname', join(root, 'link.txt'));
    await symlink('/etc', join(root, 'etc'));
    const keys = readSite(root).map(({ key }) => key);
    assert.deepEqual(keys.toSorted(), ['.well-known/x', 'a/b.js', 'index.html']);
    assert.throws(() => readSite(join(root, 'index.html')), /is no folder/);
    assert.throws(() => readSite(join(root, 'a')), /has no index\.html/);
  });
});

describe('a question', () => {
  async function ask(typed, { isTTY = true, isYes = false } = {}) {
    const input = Object.assign(new PassThrough(), { isTTY });
    const output = new PassThrough();
    const terminal = createTerminal(input, output, isYes, 'Give --yes.');
    input.end(typed);
    const answer = await terminal.confirm('Do this?', new AbortController().signal);
    return { answer, shown: String(output.read() ?? '') };
  }

  test('is answered with yes by y and yes alone', async () => {
    for (const typed of ['y\n', 'Y\n', ' yes \n'])
      assert.equal((await ask(typed)).answer, true, typed);
    for (const typed of ['\n', 'n\n', 'yep\n', ''])
      assert.equal((await ask(typed)).answer, false, typed);
    assert.match((await ask('y\n')).shown, /Do this\? \[y\/N\]/);
  });

  test('needs somebody to ask, or --yes', async () => {
    await assert.rejects(
      ask('y\n', { isTTY: false }),
      /no terminal\. Nothing was changed\. Give --yes\.$/,
    );
    const silent = await ask('', { isTTY: false, isYes: true });
    assert.deepEqual(silent, { answer: true, shown: '' });
  });

  test('is answered by nobody, not even by --yes, once Ctrl-C was pressed', async () => {
    for (const isYes of [true, false]) {
      const terminal = createTerminal(new PassThrough(), new PassThrough(), isYes, '');
      await assert.rejects(terminal.confirm('Do this?', AbortSignal.abort()), /AbortError/);
    }
  });
});
