import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { checkTemplate, parseTemplate } from './support.mjs';

const PAGE = readFileSync(
  new URL('../../../docs/deploy-with-your-tools.md', import.meta.url),
  'utf8',
);

/** The code below a heading. */
function snippet(heading, language) {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  assert.ok(section, heading);
  const [, code] = new RegExp(`\`\`\`${language}\n([^]*?)\n\`\`\`\n`).exec(section) ?? [];
  assert.ok(code, `${heading} has code`);
  return code;
}

const SNIPPETS = {
  SAM: snippet('SAM', 'yaml'),
  'Serverless (osls)': snippet('Serverless (osls)', 'yaml'),
  CDK: snippet('CDK', 'ts'),
  SST: snippet('SST', 'ts'),
  Pulumi: snippet('Pulumi', 'ts'),
  Terraform: snippet('Terraform', 'hcl'),
};

/** What a deployment does not work without, in the words of each tool. */
const FACTS = {
  'the function': /\bhandler\.handler\b/,
  'its runtime': /\bnodejs24\.x\b/,
  'a route for messages': /\$default|defaultRouteOptions/,
  'a route for who leaves': /\$disconnect|disconnectRouteOptions/,
  'an answer':
    /returnResponse: true|(?:route_?response_?key\s*[:=]\s*['"]?\$default)|routeResponseSelectionExpression: \$default/i,
  'the permission to post': /execute-api:ManageConnections/,
  'to connections alone': /POST\/@connections\/\*/,
  'the permission for the rooms':
    /dynamodb:GetItem['"]?, ['"]?dynamodb:PutItem['"]?, ['"]?dynamodb:DeleteItem/,
  'their key': /\bpk\b/,
  'their end': /\bexpires\b/,
  'their name': /\bROOMS_TABLE\b/,
};

describe('each snippet', () => {
  for (const [tool, code] of Object.entries(SNIPPETS)) {
    for (const [fact, pattern] of Object.entries(FACTS)) {
      test(`${tool} has ${fact}`, () => assert.match(code, pattern));
    }
  }

  for (const tool of ['CDK', 'SST', 'Pulumi']) {
    test(`${tool} is TypeScript`, () => {
      const { diagnostics } = ts.transpileModule(SNIPPETS[tool], {
        reportDiagnostics: true,
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      });
      assert.deepEqual(
        diagnostics.map(({ messageText }) => messageText),
        [],
      );
    });
  }

  test('those of tools that make no route response name the other way', () => {
    for (const tool of ['SAM', 'SST']) assert.match(SNIPPETS[tool], /ANSWER_BY_POST: '1'/);
  });
});

describe('the Serverless snippet', () => {
  test('has its routes, their response and the permissions in their places', () => {
    // It has no Resources of its own at the top, which is where a template has them.
    const { Resources } = parseTemplate(
      `Resources:\n  Service:\n${indent(SNIPPETS['Serverless (osls)'])}`,
    );
    const { provider, functions, resources } = Resources.Service;
    const [onDefault, onDisconnect] = functions.relay.events.map(({ websocket }) => websocket);
    assert.deepEqual(onDefault, {
      route: '$default',
      routeResponseSelectionExpression: '$default',
    });
    assert.deepEqual(onDisconnect, { route: '$disconnect' });
    assert.equal(provider.runtime, 'nodejs24.x');
    assert.equal(provider.websocketsApiRouteSelectionExpression, '$request.body.action');
    const [connections, rooms] = provider.iam.role.statements;
    assert.equal(connections.Action, 'execute-api:ManageConnections');
    assert.match(
      connections.Resource['Fn::Sub'],
      /:\$\{WebsocketsApi\}\/prod\/POST\/@connections\/\*$/,
    );
    assert.deepEqual(rooms.Resource, { 'Fn::GetAtt': ['RoomsTable', 'Arn'] });
    assert.deepEqual(
      resources.Resources.RoomsTable,
      parseTemplate(SNIPPETS.SAM).Resources.RoomsTable,
    );
  });

  const indent = (text) => text.replace(/^/gm, '    ');
});

describe('the SAM snippet', () => {
  test('makes the route response that its API does not', () => {
    const { Resources } = parseTemplate(SNIPPETS.SAM);
    assert.equal(Resources.RelayApi.Type, 'AWS::Serverless::WebSocketApi');
    assert.deepEqual(Resources.RelayAnswers.Properties, {
      ApiId: { Ref: 'RelayApi' },
      RouteId: { Ref: 'RelayApiDefaultRoute' },
      RouteResponseKey: '$default',
    });
  });

  const TRANSFORM = fileURLToPath(new URL('sam-transform.py', import.meta.url));
  const python = (args, input) => spawnSync('python3', args, { encoding: 'utf8', input });
  // The type of the snippet came in 2026.
  const hasTranslator =
    python(['-c', 'from samtranslator.model.sam_resources import SamWebSocketApi']).status === 0;

  if (hasTranslator) {
    test('transformed by SAM itself, which is installed here, has nothing wrong', () => {
      const source = parseTemplate(SNIPPETS.SAM);
      const { Resources, Outputs } = source;
      Resources.Relay.Properties.CodeUri = 's3://bucket/relay.zip'; // where `sam deploy` uploads it
      const input = JSON.stringify({ Transform: 'AWS::Serverless-2016-10-31', Resources, Outputs });
      const { status, stdout, stderr } = python([TRANSFORM], input);
      assert.equal(status, 0, stderr);
      assert.deepEqual(checkTemplate(stdout), []);
    });
  } else {
    test("SAM's translator is not installed here: the snippet was not transformed", (t) => {
      t.diagnostic('pip install aws-sam-translator, to check it');
      assert.equal(hasTranslator, false);
    });
  }
});

const terraform = (args, input) => spawnSync('terraform', args, { encoding: 'utf8', input });

if (terraform(['version']).status === 0) {
  test('the Terraform snippet is as Terraform, which is installed here, formats it', () => {
    const { status, stdout, stderr } = terraform(['fmt', '-'], `${SNIPPETS.Terraform}\n`);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, `${SNIPPETS.Terraform}\n`);
  });
} else {
  test('Terraform is not installed here: its snippet was not formatted', (t) => {
    t.diagnostic('install terraform, to check it');
    assert.notEqual(terraform(['version']).status, 0);
  });
}
