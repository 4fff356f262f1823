import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';

const LABELS = { app: 'go-demo-7' };
const PORT = 8080;

/** The Deployment of one version of the API. How many pods it gets is for the plan to say. */
export function api(scope: Construct, version: string): kplus.Deployment {
  const health = kplus.Probe.fromHttpGet('/demo/hello?health=true', { port: PORT });
  const deployment = new kplus.Deployment(scope, 'api', {
    metadata: { labels: LABELS },
    podMetadata: { labels: LABELS },
    select: false,
    // the image names no user, so it runs as root
    securityContext: { ensureNonRoot: false },
    containers: [
      {
        name: 'go-demo-7',
        image: `vfarcic/go-demo-7:${version}`,
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        portNumber: PORT,
        envVariables: {
          DB: kplus.EnvValue.fromValue('go-demo-7-db'),
          VERSION: kplus.EnvValue.fromValue(version),
        },
        liveness: health,
        readiness: health,
        securityContext: { ensureNonRoot: false },
        resources: {
          cpu: { request: kplus.Cpu.millis(50), limit: kplus.Cpu.millis(100) },
          memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
        },
      },
    ],
  });
  // the workshop's selector, in place of one that cdk8s-plus makes of the construct's path
  deployment.select(kplus.LabelSelector.of({ labels: LABELS }));
  return deployment;
}
