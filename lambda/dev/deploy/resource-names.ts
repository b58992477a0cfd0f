/** What people call the parts of the two templates. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Api': 'WebSocket API',
  'AWS::ApiGatewayV2::ApiMapping': 'API at the domain',
  'AWS::ApiGatewayV2::Authorizer': 'door of the API',
  'AWS::ApiGatewayV2::Deployment': 'deployment of the API',
  'AWS::ApiGatewayV2::DomainName': 'domain name of the API',
  'AWS::ApiGatewayV2::Integration': 'link from API to function',
  'AWS::ApiGatewayV2::Route': 'route',
  'AWS::ApiGatewayV2::RouteResponse': 'route response',
  'AWS::ApiGatewayV2::Stage': 'stage of the API',
  'AWS::CloudFormation::Stack': 'stack',
  'AWS::CloudFront::Distribution': 'CloudFront distribution',
  'AWS::CloudFront::OriginAccessControl': "CloudFront's access to the bucket",
  'AWS::CloudFront::ResponseHeadersPolicy': 'security headers',
  'AWS::CloudWatch::Alarm': 'alarm',
  'AWS::DynamoDB::Table': 'table of rooms',
  'AWS::IAM::Role': 'role',
  'AWS::IAM::Policy': 'policy',
  'AWS::KinesisVideo::SignalingChannel': 'Kinesis channel for TURN',
  'AWS::Lambda::Function': 'function',
  'AWS::Lambda::Permission': 'permission to call the function',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::Logs::MetricFilter': 'error counter',
  'AWS::S3::Bucket': 'private bucket',
  'AWS::S3::BucketPolicy': 'policy of the bucket',
  'AWS::SNS::Topic': 'topic for e-mails',
  'AWS::SNS::Subscription': 'e-mail subscription',
};

/** @param type such as `AWS::Lambda::Function`; one that is not known keeps its name */
export function nameResource(type: string | undefined): string {
  return NAMES[type ?? ''] ?? type ?? 'resource';
}
