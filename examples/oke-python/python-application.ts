import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';

/** Settings of the Python application. */
export interface PythonApplicationProps {
  /** Namespace that the application runs in; `/` answers it. */
  readonly namespace: string;
  /** Tag of the image. */
  readonly version: string;
}

/** The workshop's FastAPI application in one namespace: a Deployment, its Service and its Ingress. */
export class PythonApplication extends Chart {
  constructor(scope: Construct, id: string, props: PythonApplicationProps) {
    super(scope, id, { namespace: props.namespace });

    const metadata = { name: 'python-app' };
    const deployment = new kplus.Deployment(this, 'deployment', {
      metadata,
      podMetadata: { labels: { app: 'python-app' } },
      replicas: 3,
      // a server on port 80 in an image that names no user runs as root
      securityContext: { ensureNonRoot: false },
      containers: [
        {
          name: 'python-app',
          image: `fra.ocir.io/example/python-app:${props.version}`,
          imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
          portNumber: 80,
          envVariables: {
            POD_NAMESPACE: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAMESPACE),
          },
          liveness: kplus.Probe.fromHttpGet('/', { port: 80 }),
          readiness: kplus.Probe.fromHttpGet('/', { port: 80 }),
          // Python writes bytecode beside the code
          securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false },
          resources: {
            cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(500) },
            memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
          },
        },
      ],
    });
    const service = deployment.exposeViaService({
      name: 'python-app',
      ports: [{ name: 'http', port: 8080, targetPort: 80 }],
    });
    new kplus.Ingress(this, 'ingress', {
      metadata,
      className: 'nginx',
      rules: [{ path: '/', backend: kplus.IngressBackend.fromService(service) }],
    });
  }
}
