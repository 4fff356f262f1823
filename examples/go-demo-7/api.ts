import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** The go-demo-7 API of one version, as the workshop writes it. */
export function api(scope: Construct, version: string): ApiObject {
  const labels = { app: 'go-demo-7' };
  const health = { httpGet: { path: '/demo/hello?health=true', port: 8080 } };
  return new ApiObject(scope, 'api', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'api',
              image: `vfarcic/go-demo-7:${version}`,
              imagePullPolicy: 'IfNotPresent',
              env: [
                { name: 'DB', value: 'go-demo-7-db' },
                { name: 'VERSION', value: version },
              ],
              ports: [{ containerPort: 8080 }],
              livenessProbe: health,
              readinessProbe: { ...health, periodSeconds: 1 },
              resources: {
                requests: { cpu: '50m', memory: '128Mi' },
                limits: { cpu: '100m', memory: '256Mi' },
              },
            },
          ],
        },
      },
    },
  });
}
