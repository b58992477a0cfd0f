// What `dist/deploy.mjs` is made of: the AWS SDK is inside, so the command loads it only when it is needed.
export { runDeploy } from './deploy-command.js';
export { runDestroy } from './destroy-command.js';
