import { explainMissingPermission } from './missing-permission.js';

/**
 * Turns CloudFormation's reason for a failed resource into words. It looks like this: `Resource handler returned message:
 * "User: … is not authorized to perform: lambda:CreateFunction on resource: … (Service: Lambda, Status Code: 403, Request ID:
 * …)" (RequestToken: …, HandlerErrorCode: AccessDenied)`.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
 */
export function explainResourceFailure(reason: string): string {
  const code = /HandlerErrorCode: (\w+)/.exec(reason)?.[1];
  const message = messageOf(reason);
  const permission = explainMissingPermission(message);
  if (permission !== null) return permission;
  if (code === 'AlreadyExists' || /already exists/i.test(message)) {
    return `the name is taken. ${message} Choose another --name, or delete that one first.`;
  }
  if (isLimit(code, message)) {
    return `a limit of the account is reached. ${message} Delete what is not needed, or have it raised: https://console.aws.amazon.com/servicequotas`;
  }
  if (code === 'AccessDenied') return `permission is missing. ${message}`;
  return message;
}

/** AWS's own sentence, without what it wraps around it. */
function messageOf(reason: string): string {
  const inner = /^Resource handler returned message: "(.*)" \(RequestToken: /s.exec(reason)?.[1];
  const message = (inner ?? reason).replace(/ \(Service: [^()]*\)( \([^()]*\))?\.?$/, '').trim();
  if (message === '') return 'AWS gives no reason.';
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function isLimit(code: string | undefined, message: string): boolean {
  if (code === 'ServiceLimitExceeded') return true;
  return /limit ?exceeded|too many|quota|maximum number/i.test(message);
}
