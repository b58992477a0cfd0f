/** What a property may be. `text` takes numbers too, since YAML writes both alike; a number may be written as text. */
export type PropertyRule =
  | 'text'
  | 'number'
  | 'boolean'
  | 'list'
  | 'map'
  | 'any'
  | { readonly oneOf: readonly string[] }
  | { readonly listOf: readonly string[] }
  | { readonly from: number; readonly to: number };

export interface ResourceType {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, PropertyRule>>;
  /** What `Fn::GetAtt` gives. */
  readonly attributes: readonly string[];
}

/** Those for which the relay is built. */
const RUNTIMES = ['nodejs22.x', 'nodejs24.x'];

const API_ID = { ApiId: 'text' } as const;

/**
 * The resource types of a relay, as the reference describes them.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGatewayV2::Api': {
    required: ['Name', 'ProtocolType'],
    attributes: ['ApiId', 'ApiEndpoint'],
    properties: {
      ...texts('ApiKeySelectionExpression BasePath CredentialsArn Description Name RouteKey'),
      ...texts('RouteSelectionExpression Target Version'),
      ProtocolType: { oneOf: ['HTTP', 'WEBSOCKET'] },
      IpAddressType: { oneOf: ['ipv4', 'dualstack'] },
      DisableExecuteApiEndpoint: 'boolean',
      DisableSchemaValidation: 'boolean',
      FailOnWarnings: 'boolean',
      Body: 'any',
      BodyS3Location: 'map',
      CorsConfiguration: 'map',
      Tags: 'map',
    },
  },
  'AWS::ApiGatewayV2::Integration': {
    required: ['ApiId', 'IntegrationType'],
    attributes: ['IntegrationId'],
    properties: {
      ...API_ID,
      ...texts('ConnectionId CredentialsArn Description IntegrationMethod IntegrationSubtype'),
      ...texts(
        'IntegrationUri PassthroughBehavior PayloadFormatVersion TemplateSelectionExpression',
      ),
      IntegrationType: { oneOf: ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'] },
      ConnectionType: { oneOf: ['INTERNET', 'VPC_LINK'] },
      ContentHandlingStrategy: { oneOf: ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'] },
      TimeoutInMillis: { from: 50, to: 29_000 },
      RequestParameters: 'map',
      RequestTemplates: 'map',
      ResponseParameters: 'map',
      TlsConfig: 'map',
    },
  },
  'AWS::ApiGatewayV2::Route': {
    required: ['ApiId', 'RouteKey'],
    attributes: ['RouteId'],
    properties: {
      ...API_ID,
      ...texts('AuthorizerId ModelSelectionExpression OperationName RouteKey'),
      ...texts('RouteResponseSelectionExpression Target'),
      AuthorizationType: { oneOf: ['NONE', 'AWS_IAM', 'CUSTOM', 'JWT'] },
      ApiKeyRequired: 'boolean',
      AuthorizationScopes: 'list',
      RequestModels: 'map',
      RequestParameters: 'map',
    },
  },
  'AWS::ApiGatewayV2::RouteResponse': {
    required: ['ApiId', 'RouteId', 'RouteResponseKey'],
    attributes: ['RouteResponseId'],
    properties: {
      ...API_ID,
      ...texts('ModelSelectionExpression RouteId RouteResponseKey'),
      ResponseModels: 'map',
      ResponseParameters: 'map',
    },
  },
  'AWS::ApiGatewayV2::Stage': {
    required: ['ApiId', 'StageName'],
    attributes: ['Id'],
    properties: {
      ...API_ID,
      ...texts('ClientCertificateId DeploymentId Description StageName'),
      AutoDeploy: 'boolean',
      AccessLogSettings: 'map',
      DefaultRouteSettings: 'map',
      RouteSettings: 'map',
      StageVariables: 'map',
      Tags: 'map',
    },
  },
  'AWS::ApiGatewayV2::Authorizer': {
    required: ['ApiId', 'AuthorizerType', 'Name'],
    attributes: ['AuthorizerId'],
    properties: {
      ...API_ID,
      ...texts('AuthorizerCredentialsArn AuthorizerPayloadFormatVersion AuthorizerUri'),
      ...texts('IdentityValidationExpression Name'),
      AuthorizerType: { oneOf: ['REQUEST', 'JWT'] },
      AuthorizerResultTtlInSeconds: { from: 0, to: 3_600 },
      EnableSimpleResponses: 'boolean',
      IdentitySource: 'list',
      JwtConfiguration: 'map',
    },
  },
  'AWS::ApiGatewayV2::DomainName': {
    required: ['DomainName'],
    attributes: ['DomainNameArn', 'RegionalDomainName', 'RegionalHostedZoneId'],
    properties: {
      ...texts('DomainName RoutingMode'),
      DomainNameConfigurations: 'list',
      MutualTlsAuthentication: 'map',
      Tags: 'map',
    },
  },
  'AWS::ApiGatewayV2::ApiMapping': {
    required: ['ApiId', 'DomainName', 'Stage'],
    attributes: ['ApiMappingId'],
    properties: { ...API_ID, ...texts('ApiMappingKey DomainName Stage') },
  },
  'AWS::Lambda::Function': {
    required: ['Code', 'Role'],
    attributes: ['Arn'],
    properties: {
      ...texts('CodeSigningConfigArn Description FunctionName Handler KmsKeyArn Role'),
      Runtime: { oneOf: RUNTIMES },
      Architectures: { listOf: ['arm64', 'x86_64'] },
      PackageType: { oneOf: ['Image', 'Zip'] },
      MemorySize: { from: 128, to: 10_240 },
      Timeout: { from: 1, to: 900 },
      ReservedConcurrentExecutions: { from: 0, to: 100_000 },
      ...maps('Code DeadLetterConfig Environment EphemeralStorage ImageConfig LoggingConfig'),
      ...maps('RecursiveLoop RuntimeManagementConfig SnapStart TracingConfig VpcConfig'),
      ...lists('FileSystemConfigs Layers Tags'),
    },
  },
  'AWS::Lambda::Permission': {
    required: ['Action', 'FunctionName', 'Principal'],
    attributes: ['Id'],
    properties: {
      ...texts('Action EventSourceToken FunctionName FunctionUrlAuthType Principal PrincipalOrgID'),
      ...texts('SourceAccount SourceArn'),
      InvokedViaFunctionUrl: 'boolean',
    },
  },
  'AWS::IAM::Role': {
    required: ['AssumeRolePolicyDocument'],
    attributes: ['Arn', 'RoleId'],
    properties: {
      ...texts('Description Path PermissionsBoundary RoleName'),
      AssumeRolePolicyDocument: 'map',
      MaxSessionDuration: { from: 3_600, to: 43_200 },
      ...lists('ManagedPolicyArns Policies Tags'),
    },
  },
  'AWS::Logs::LogGroup': {
    required: [],
    attributes: ['Arn'],
    properties: {
      ...texts('KmsKeyId LogGroupClass LogGroupName'),
      DataProtectionPolicy: 'any',
      RetentionInDays: { from: 1, to: 3_653 },
      ...lists('FieldIndexPolicies Tags'),
    },
  },
  'AWS::Logs::MetricFilter': {
    required: ['FilterPattern', 'LogGroupName', 'MetricTransformations'],
    attributes: [],
    properties: {
      ...texts('FilterName FilterPattern LogGroupName'),
      ApplyOnTransformedLogs: 'boolean',
      MetricTransformations: 'list',
    },
  },
  'AWS::DynamoDB::Table': {
    required: ['AttributeDefinitions', 'KeySchema'],
    attributes: ['Arn', 'StreamArn'],
    properties: {
      ...texts('TableClass TableName'),
      BillingMode: { oneOf: ['PAY_PER_REQUEST', 'PROVISIONED'] },
      DeletionProtectionEnabled: 'boolean',
      ...lists('AttributeDefinitions GlobalSecondaryIndexes KeySchema LocalSecondaryIndexes Tags'),
      ...maps('ContributorInsightsSpecification KinesisStreamSpecification OnDemandThroughput'),
      ...maps('PointInTimeRecoverySpecification ProvisionedThroughput ResourcePolicy'),
      ...maps('SSESpecification StreamSpecification TimeToLiveSpecification WarmThroughput'),
    },
  },
  'AWS::SNS::Topic': {
    required: [],
    attributes: ['TopicArn', 'TopicName'],
    properties: {
      ...texts('DisplayName KmsMasterKeyId SignatureVersion TopicName TracingConfig'),
      ContentBasedDeduplication: 'boolean',
      FifoTopic: 'boolean',
      ...lists('DeliveryStatusLogging Subscription Tags'),
    },
  },
  'AWS::CloudWatch::Alarm': {
    required: ['ComparisonOperator', 'EvaluationPeriods'],
    attributes: ['Arn'],
    properties: {
      ...texts('AlarmDescription AlarmName EvaluateLowSampleCountPercentile ExtendedStatistic'),
      ...texts('MetricName Namespace Statistic ThresholdMetricId Unit'),
      ComparisonOperator: {
        oneOf: [
          'GreaterThanOrEqualToThreshold',
          'GreaterThanThreshold',
          'LessThanThreshold',
          'LessThanOrEqualToThreshold',
        ],
      },
      TreatMissingData: { oneOf: ['breaching', 'notBreaching', 'ignore', 'missing'] },
      ActionsEnabled: 'boolean',
      DatapointsToAlarm: 'number',
      EvaluationPeriods: 'number',
      Period: 'number',
      Threshold: 'number',
      ...lists('AlarmActions Dimensions InsufficientDataActions Metrics OKActions Tags'),
    },
  },
  'AWS::KinesisVideo::SignalingChannel': {
    required: [],
    attributes: ['Arn'],
    properties: { ...texts('Name Type'), MessageTtlSeconds: { from: 5, to: 120 }, Tags: 'list' },
  },
};

function texts(names: string): Record<string, PropertyRule> {
  return named(names, 'text');
}

function lists(names: string): Record<string, PropertyRule> {
  return named(names, 'list');
}

function maps(names: string): Record<string, PropertyRule> {
  return named(names, 'map');
}

function named(names: string, rule: PropertyRule): Record<string, PropertyRule> {
  return Object.fromEntries(names.split(' ').map((name) => [name, rule]));
}
