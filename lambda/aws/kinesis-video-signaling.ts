// To be loaded by `import()`: see api-gateway-management.ts.
export {
  GetIceServerConfigCommand,
  KinesisVideoSignalingClient,
} from '@aws-sdk/client-kinesis-video-signaling';
