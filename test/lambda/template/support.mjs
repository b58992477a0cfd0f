import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { importTypeScript } from '../../support/import-typescript.mjs';

const ROOT = new URL('../../../', import.meta.url);

export const readSource = () => readFileSync(new URL('lambda/template.yaml', ROOT), 'utf8');
export const BUILT_TEMPLATE = new URL('dist/relay.template.yaml', ROOT);
export const readBuilt = () => readFileSync(BUILT_TEMPLATE, 'utf8');

export const { checkTemplate } = await importTypeScript('lambda/template/check-template.ts');
export const { parseTemplate } = await importTypeScript('lambda/template/parse-template.ts');
export const { evaluateTemplate } = await importTypeScript('lambda/template/evaluate-template.ts');

const DOMAIN = {
  DomainName: 'relay.example.com',
  CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0b1c',
};
const COTURN = { TurnProvider: 'coturn', TurnUrls: 'turn:turn.example.com:3478' };

/** Sets of parameters that belong together. Every optional part is on in one of them, and off in another. */
export const PARAMETER_SETS = {
  'all defaults': {},
  'no rooms': { Rooms: 'no' },
  'coturn, a parameter': { ...COTURN, TurnSecretName: 'turn/secret' },
  'coturn, a path': { ...COTURN, TurnSecretName: '/turn/secret', TurnTtl: '600' },
  'coturn, Secrets Manager': {
    ...COTURN,
    TurnSecretName: '/aws/reference/secretsmanager/turn/secret',
  },
  cloudflare: { TurnProvider: 'cloudflare', TurnKeyId: 'a1', TurnSecretName: 'key' },
  ...Object.fromEntries(
    ['1', '2', '5', '10'].map((count) => [
      `kinesis, ${count} channels`,
      { TurnProvider: 'kinesis', TurnChannels: count },
    ]),
  ),
  'origins only': { AllowedOrigins: 'https://example.com, https://www.example.com' },
  'door with a secret, no rooms': { Rooms: 'no', DoorSecretName: '/door' },
  'door with a secret of Secrets Manager': {
    DoorSecretName: '/aws/reference/secretsmanager/door',
    DoorAudience: 'calls',
    DoorIssuer: 'https://login.example.com/',
  },
  'door with keys': { DoorJwksUrl: 'https://login.example.com/.well-known/jwks.json' },
  'turn behind a door, no rooms': {
    ...{ Rooms: 'no', DoorSecretName: 'door' },
    ...{ ...COTURN, TurnSecretName: 'turn' },
  },
  'a domain': DOMAIN,
  'an alarm': { AlarmEmail: 'me@example.com' },
  everything: {
    ...{ TurnProvider: 'kinesis', TurnChannels: '10' },
    ...{ DoorSecretName: 'door', AllowedOrigins: 'https://example.com' },
    ...DOMAIN,
    AlarmEmail: 'me@example.com',
  },
};

const parsed = new Map();

export function stackOf(text, parameters) {
  if (!parsed.has(text)) parsed.set(text, parseTemplate(text));
  return evaluateTemplate(parsed.get(text), parameters);
}

/** The texts of the functions, by the resource. */
export function inlinedFunctions(text) {
  const functions = Object.entries(parseTemplate(text).Resources).filter(
    ([, { Type }]) => Type === 'AWS::Lambda::Function',
  );
  return Object.fromEntries(functions.map(([id, { Properties }]) => [id, Properties.Code.ZipFile]));
}

/** The code of a function that was packed. */
export function unpack(text) {
  const [, packed] = /Buffer\.from\("([A-Za-z0-9+/=]+)","base64"\)/.exec(text);
  return brotliDecompressSync(Buffer.from(packed, 'base64')).toString();
}

/** Whether Python's cfn-lint is installed. The tests that need it say so where it is not. */
export const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;

/**
 * @param {readonly string[]} files
 * @returns {{file: string, rule: string, message: string}[]}
 */
export function cfnLint(files) {
  const { stdout, stderr } = spawnSync('cfn-lint', ['--format', 'json', '--', ...files], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout.trim() === '') throw new Error(`cfn-lint said nothing: ${stderr}`);
  return JSON.parse(stdout).map(({ Filename, Rule, Message }) => ({
    file: Filename,
    rule: Rule.Id,
    message: Message,
  }));
}
