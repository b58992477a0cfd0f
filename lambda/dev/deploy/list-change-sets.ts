import { ListChangeSetsCommand, type ChangeSetSummary } from '@aws-sdk/client-cloudformation';
import type { Aws } from './aws.js';

/** All change sets that wait in a stack, whoever made them. */
export async function listChangeSets(aws: Aws, stackId: string): Promise<ChangeSetSummary[]> {
  const found: ChangeSetSummary[] = [];
  let token: string | undefined;
  do {
    const page = await aws.cloudFormation.send(
      new ListChangeSetsCommand({
        StackName: stackId,
        ...(token !== undefined && { NextToken: token }),
      }),
    );
    found.push(...(page.Summaries ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}
