// docs/deploy.md, held against what it speaks of.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from '../../../support/import-typescript.mjs';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (file) => readFileSync(join(ROOT, file), 'utf8');
const PAGE = read('docs/deploy.md');
const { DEPLOY_HELP } = await importTypeScript('lambda/dev/deploy/deploy-arguments.ts');

const SOURCES = readdirSync(join(ROOT, 'lambda/dev/deploy'), { recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(join('lambda/dev/deploy', file)))
  .join('\n');

/** What IAM calls the services that CloudFormation calls otherwise. */
const IAM_NAMES = { ApiGatewayV2: 'apigateway' };
/** Operations of the SDK that IAM calls otherwise. */
const IAM_ACTIONS = {
  DeleteObjects: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  ListObjectVersions: ['s3:ListBucketVersions'],
  ListObjectsV2: ['s3:ListBucket'],
};

const policy = JSON.parse(/```json\n(.*?)```/s.exec(PAGE)[1]);
const actions = policy.Statement.flatMap(({ Action }) => Action);

describe('docs/deploy.md', () => {
  test('has a policy with every action that the command itself uses', () => {
    const imports = [
      ...SOURCES.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([a-z0-9]+)'/g),
    ];
    const used = imports.flatMap(([, names, service]) =>
      [...names.matchAll(/(\w+)Command\b/g)].map(([, name]) => [name, `${service}:${name}`]),
    );
    assert.ok(used.length > 12, `${used.length} operations`);
    for (const [name, action] of used) {
      for (const needed of IAM_ACTIONS[name] ?? [action])
        assert.ok(actions.includes(needed), needed);
    }
  });

  test('has a policy with every service that the templates use', () => {
    const files = ['lambda/site.template.yaml', 'lambda/template.yaml', 'dist/relay.template.yaml'];
    const templates = files.filter((file) => existsSync(join(ROOT, file))).map(read);
    const types = templates.flatMap((text) => [...text.matchAll(/AWS::(\w+)::\w+/g)]);
    const services = new Set(
      types
        .map(([, name]) => name)
        .filter((name) => name !== 'CloudFormation' && name !== 'NoValue'),
    );
    assert.ok(services.has('CloudFront'));
    for (const name of services) {
      const prefix = `${IAM_NAMES[name] ?? name.toLowerCase()}:`;
      assert.ok(
        actions.some((action) => action.startsWith(prefix)),
        prefix,
      );
    }
  });

  test('has a policy that allows nothing wholesale', () => {
    for (const action of actions) assert.match(action, /^[a-z0-9]+:[A-Za-z]+$/);
    for (const { Sid, Resource } of policy.Statement) {
      const isEverything = [Resource].flat().includes('*');
      assert.equal(isEverything, ['WithoutAResource', 'SiteOnTheWeb'].includes(Sid), Sid);
    }
  });

  test('names every option', () => {
    const options = new Set(DEPLOY_HELP.match(/--[a-z-]+/g));
    for (const option of options) {
      if (option !== '--help') assert.ok(PAGE.includes(option), option);
    }
  });

  test('says that a domain needs a DNS record', () => {
    assert.match(PAGE, /`--domain`\) needs a DNS record.*CNAME.*`DomainTarget`/s);
  });

  test('says in which order relay, site and origins are made', () => {
    const [, section] = /## A site, too\n(.*?)\n## /s.exec(PAGE);
    assert.match(section, /1\. `npx p2p-video-call deploy` .*2\. .* --site .*3\. .* --origins /s);
  });

  test('says how to set what has no option', () => {
    const template = read('lambda/template.yaml');
    for (const name of ['ThrottleRate', 'ThrottleBurst', 'LogRetentionDays', 'StageName']) {
      assert.match(template, new RegExp(`^  ${name}:$`, 'm'));
      assert.ok(PAGE.includes(`\`${name}\``), name);
    }
  });

  test('says what secrets need that nobody checks', () => {
    assert.match(PAGE, /relay's region.*`aws\/ssm`.*`kms:Decrypt`.*misspelt.*nobody gets in/s);
  });

  test('says that the name of a bucket is in lower case', () => {
    assert.match(PAGE, /`arn:aws:s3:::myrelay\*` for `--name MyRelay`/);
  });

  test('says that destroy has to be told name and region again', () => {
    const [, section] = /## Deleting it\n(.*?)\n## /s.exec(PAGE);
    assert.match(section, /`--name` or `--region`, give the same again/);
  });

  test('quotes what the command says', () => {
    const rows = PAGE.split('## When it does not work')[1].split('\n').slice(4);
    const quoted = rows.map((row) => row.split('|')[1]?.trim()).filter(Boolean);
    assert.ok(quoted.length > 10);
    const said = SOURCES.replace(/' \+\s+['`]/g, '').replace(/\$\{[^}]*\}/g, '…');
    for (const text of quoted) {
      if (text.startsWith('The site shows')) continue;
      const parts = text.replace(/ \(`.*`\)|"Do this\?" /g, '').split('…');
      for (const part of parts) assert.ok(said.includes(part.trim()), part);
    }
  });
});
