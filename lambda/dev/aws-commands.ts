import type { Command } from './command.js';
import { DEPLOY_OPTIONS, STACK_OPTIONS } from './deploy/command-options.js';

/** Your own relay on AWS. */
export const deploy: Command = {
  name: 'deploy',
  summary: 'make your own relay on AWS, or bring it up to date',
  options: DEPLOY_OPTIONS,
  run: async (args, context) => (await import('./deploy/main.js')).runDeploy(args, context),
};

/** The end of it. */
export const destroy: Command = {
  name: 'destroy',
  summary: 'delete from AWS what "deploy" has made',
  options: STACK_OPTIONS,
  run: async (args, context) => (await import('./deploy/main.js')).runDestroy(args, context),
};
