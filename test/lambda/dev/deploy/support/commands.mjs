import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from '../../../../support/import-typescript.mjs';
import { REGION } from './aws-stand-in.mjs';

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));
const { runDeploy, runDestroy } = await importTypeScript('lambda/dev/deploy/main.ts');

/** A package with the templates in it, the relay's being a small one of the tests. */
export async function makePackage(t) {
  const root = await mkdtemp(join(tmpdir(), 'p2p-video-call-deploy-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'dist'));
  await cp(
    join(ROOT, 'test/lambda/fixtures/relay.template.yaml'),
    join(root, 'dist/relay.template.yaml'),
  );
  await cp(join(ROOT, 'lambda/site.template.yaml'), join(root, 'dist/site.template.yaml'));
  return root;
}

/**
 * Runs `deploy` or `destroy` in this process.
 *
 * @param answers to its questions, in their order: true, false, or a function that is called and gives one
 * @returns what it said and asked, and the error it ended with, or null
 */
export async function runCommand(
  name,
  args,
  { packageRoot = '', answers = [], onSay = () => {}, environment = { AWS_REGION: REGION } } = {},
) {
  const lines = [];
  const questions = [];
  const left = [...answers];
  const terminal = {
    say: (line) => {
      lines.push(line);
      onSay(line);
    },
    confirm: async (question, signal) => {
      questions.push(question);
      const answer = left.shift();
      if (answer === undefined) throw new Error(`An unexpected question: ${question}`);
      const value = typeof answer === 'function' ? answer() : answer;
      signal.throwIfAborted();
      return value;
    },
  };
  const run = name === 'deploy' ? runDeploy : runDestroy;
  const error = await run(args, { packageRoot, environment }, { terminal, pollMs: 1 }).then(
    () => null,
    (reason) => reason,
  );
  return { lines, questions, error, text: lines.join('\n') };
}
