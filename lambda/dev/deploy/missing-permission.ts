/**
 * Finds the action and the resource in AWS's sentence about a missing permission, `User: A is not authorized to perform: B on
 * resource: C because no identity-based policy allows the B action`.
 *
 * @returns null if the text is not about a permission
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function explainMissingPermission(text: string): string | null {
  const found =
    /(?:User: (\S+) )?is not authorized to perform:? \[?([\w-]+:\w+)\]?(?: on resource:? (\S+))?(?:.*?because (.*?)[.]?$)?/s.exec(
      text,
    );
  if (found === null) return null;
  const [, who, action, resource, because] = found;
  const subject = who === undefined ? 'The permission' : `${who} lacks the permission`;
  const verb = who === undefined ? ' is missing' : '';
  const place = resource === undefined ? '' : ` on ${resource.replace(/^["']|["'.,]+$/g, '')}`;
  const why = because?.includes('explicit deny') ? ' A policy forbids it expressly.' : '';
  return `${subject} ${action}${place}${verb}.${why}`;
}
