import { once } from 'node:events';
import { createServer } from 'node:http';
import { SiteStandIn, siteXml } from './site-stand-in.mjs';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';
const CALLER = `arn:aws:iam::${ACCOUNT}:user/ada`;

const stackIdOf = (name) => `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${name}/4f9a1c3b`;

const escape = (text) =>
  String(text).replace(/[<>&"]/g, (character) => `&#${character.codePointAt(0)};`);

/** An object as XML, the way of AWS's Query protocol: lists are `<member>`s. */
function toXml(value) {
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return escape(value);
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => `<${key}>${toXml(inner)}</${key}>`)
    .join('');
}

/** What AWS answers with when it refuses. */
export class AwsRefusal extends Error {
  constructor(code, message, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** One stack in CloudFormation, with the answers in the shapes that AWS has. */
export class StackStandIn {
  /** Every request: its action and its parameters. */
  calls = [];
  /** Per action: what it is refused with. */
  refusals = new Map();
  /** What the next change set holds. */
  changes = [];
  /** Why the next change set fails, or null. */
  changeSetFailure = null;
  changeSets = [];
  /** By the id of a change set, the stack that it was made for. */
  #stackOf = new Map();
  events = [];
  /** What happens once a change set is executed, an event per question about events. */
  upcoming = [];
  /** The same once the stack is to be deleted. Without any, it is gone at once. */
  deletion = [];
  /** Called when a change set is executed. */
  onExecute = () => {};
  /** Called at each request, with its action. */
  onCall = () => {};
  resources = [];
  stacks = new Map();
  /** What is behind the stack of a site. */
  site = new SiteStandIn();

  /** @param stack with `status`, and if need be `role`, `parameters`, `outputs` */
  addStack(name, { status, role = null, parameters = {}, outputs = {}, isProtected = false }) {
    this.stacks.set(name, { name, status, role, parameters, outputs, isProtected });
  }

  event(name, logicalId, type, status, reason) {
    const isStack = type === 'AWS::CloudFormation::Stack';
    return {
      StackId: stackIdOf(name),
      EventId: `event-${Math.random()}`,
      StackName: name,
      LogicalResourceId: logicalId,
      PhysicalResourceId: isStack ? stackIdOf(name) : `${name}-${logicalId}`,
      ResourceType: type,
      Timestamp: '2026-11-27T10:00:00.000Z',
      ResourceStatus: status,
      ResourceStatusReason: reason,
    };
  }

  stackEvent(name, status, reason) {
    return this.event(name, name, 'AWS::CloudFormation::Stack', status, reason);
  }

  callsOf(action) {
    return this.calls.filter((call) => call.action === action).map(({ params }) => params);
  }

  answer(action, params) {
    this.calls.push({ action, params });
    this.onCall(action);
    const refusal = this.refusals.get(action);
    if (refusal !== undefined) throw refusal;
    const name = nameOf(params.StackName);
    switch (action) {
      case 'GetCallerIdentity':
        return { Account: ACCOUNT, Arn: CALLER, UserId: 'AIDA' };
      case 'DescribeStacks':
        return this.#describeStacks(name);
      case 'ListChangeSets':
        return this.#listChangeSets(name, params);
      case 'GetTemplateSummary':
        return { Parameters: [{ ParameterKey: 'Rooms' }, { ParameterKey: 'TurnProvider' }] };
      case 'CreateChangeSet':
        return this.#createChangeSet(name, params);
      case 'DescribeChangeSet':
        return this.#describeChangeSet(params);
      case 'DeleteChangeSet':
        this.changeSets = this.changeSets.filter((id) => id !== params.ChangeSetName);
        return {};
      case 'ExecuteChangeSet':
        this.onExecute();
        return {};
      case 'DescribeStackEvents':
        return { StackEvents: this.#nextEvents(name) };
      case 'ListStackResources':
        return { StackResourceSummaries: this.resources };
      case 'DeleteStack':
        return this.#deleteStack(name);
      default:
        throw new AwsRefusal('InvalidAction', `Could not find operation ${action}`);
    }
  }

  /** One on a page. Those that a test has put there are in every stack. */
  #listChangeSets(name, { NextToken: token = '0' }) {
    const page = Number(token);
    const ids = this.changeSets.filter((id) => (this.#stackOf.get(id) ?? name) === name);
    return {
      Summaries: ids.slice(page, page + 1).map((id) => ({ ChangeSetId: id, ChangeSetName: id })),
      NextToken: page + 1 < ids.length ? String(page + 1) : undefined,
    };
  }

  #find(name) {
    const stack = this.stacks.get(name);
    if (stack !== undefined) return stack;
    throw new AwsRefusal('ValidationError', `Stack with id ${name} does not exist`);
  }

  /** Right after it was asked to delete a stack, AWS may still have the old status. */
  #describeStacks(name) {
    const stack = this.#find(name);
    const answer = { Stacks: [this.#describe(stack)] };
    if (stack.deletion === 'asked') {
      stack.deletion = 'begun';
      if (this.deletion.length > 0) stack.status = 'DELETE_IN_PROGRESS';
      else this.stacks.delete(name);
    }
    return answer;
  }

  #describe({ name, status, role, parameters, outputs, isProtected }) {
    return {
      StackId: stackIdOf(name),
      StackName: name,
      StackStatus: status,
      CreationTime: '2026-11-27T10:00:00.000Z',
      EnableTerminationProtection: isProtected,
      Tags: role === null ? [] : [{ Key: 'p2p-video-call', Value: role }],
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
        OutputKey,
        OutputValue,
      })),
    };
  }

  #createChangeSet(name, params) {
    if (params.ChangeSetType === 'CREATE' && !this.stacks.has(name)) {
      this.addStack(name, { status: 'REVIEW_IN_PROGRESS' });
    }
    this.changeSets.push(params.ChangeSetName);
    this.#stackOf.set(params.ChangeSetName, name);
    return { Id: params.ChangeSetName, StackId: stackIdOf(name) };
  }

  /** The first answer is that it is not ready; the changes come on two pages. */
  #describeChangeSet({ ChangeSetName: id, NextToken: token }) {
    const isFirst = this.callsOf('DescribeChangeSet').length === 1;
    if (isFirst) return { ChangeSetName: id, Status: 'CREATE_IN_PROGRESS' };
    if (this.changeSetFailure !== null) {
      return { ChangeSetName: id, Status: 'FAILED', StatusReason: this.changeSetFailure };
    }
    const changes = this.changes.map((ResourceChange) => ({ Type: 'Resource', ResourceChange }));
    const page = { ChangeSetName: id, Status: 'CREATE_COMPLETE' };
    return token === undefined
      ? {
          ...page,
          Changes: changes.slice(0, 1),
          NextToken: changes.length > 1 ? 'more' : undefined,
        }
      : { ...page, Changes: changes.slice(1) };
  }

  /** The newest come first. */
  #nextEvents(name) {
    const isWorking = this.callsOf('ExecuteChangeSet').length > 0;
    const next = isWorking ? this.upcoming.shift() : undefined;
    if (next !== undefined) this.#happen(name, next);
    if (this.stacks.get(name)?.deletion === 'begun') this.#continueDeletion(name);
    return this.events;
  }

  #happen(name, event) {
    this.events.unshift(event);
    if (event.PhysicalResourceId !== stackIdOf(name)) return;
    const stack = this.stacks.get(name);
    if (stack) stack.status = event.ResourceStatus;
  }

  #deleteStack(name) {
    this.#find(name).deletion = 'asked';
    return {};
  }

  #continueDeletion(name) {
    const next = this.deletion.shift();
    if (next !== undefined) this.#happen(name, next);
    if (this.stacks.get(name)?.status === 'DELETE_COMPLETE') this.stacks.delete(name);
  }
}

function nameOf(nameOrId = '') {
  return nameOrId.startsWith('arn:') ? nameOrId.split('/')[1] : nameOrId;
}

/** Starts a server that answers for AWS, and leads the SDK of this process to it. */
export async function startAwsStandIn(t) {
  const aws = new StackStandIn();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    let status = 200;
    let xml;
    try {
      const ofSite = aws.site.answer(request.method, request.url, body);
      xml = ofSite === null ? answerOfStacks(aws, body) : siteXml(ofSite);
    } catch (error) {
      status = error.status ?? 500;
      const fault = { Type: 'Sender', Code: error.code ?? 'Bug', Message: error.message };
      xml = `<ErrorResponse><Error>${toXml(fault)}</Error><RequestId>1</RequestId></ErrorResponse>`;
    }
    response.writeHead(status, { 'Content-Type': 'text/xml' }).end(xml);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  aws.url = `http://127.0.0.1:${server.address().port}`;
  useAws(aws.url);
  return aws;
}

function answerOfStacks(aws, body) {
  const { Action: action, ...params } = Object.fromEntries(new URLSearchParams(body));
  const result = toXml(aws.answer(action, params));
  return `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
}

/** Leads the SDK of this process to a server, with keys that mean nothing. */
export function useAws(url) {
  process.env.AWS_ENDPOINT_URL = url;
  process.env.AWS_ACCESS_KEY_ID = 'AKIAEXAMPLE';
  process.env.AWS_SECRET_ACCESS_KEY = 'example';
  // Which Node it will want next year is no news in every test's output.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
}
