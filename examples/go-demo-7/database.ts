import * as kplus from 'cdk8s-plus-27';
import { Size } from 'cdk8s';
import { Construct } from 'constructs';

/** The MongoDB of go-demo-7: one pod, its volume, and the Service that the API calls. */
export class Database extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const claim = new kplus.PersistentVolumeClaim(this, 'data', {
      metadata: { name: 'go-demo-7-db' },
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
      storage: Size.gibibytes(2),
    });
    const volume = kplus.Volume.fromPersistentVolumeClaim(this, 'volume', claim);
    const deployment = new kplus.Deployment(this, 'mongo', {
      metadata: { name: 'go-demo-7-db' },
      podMetadata: { labels: { app: 'go-demo-7-db' } },
      replicas: 1,
      strategy: kplus.DeploymentStrategy.recreate(),
      securityContext: { ensureNonRoot: false },
      containers: [
        {
          name: 'db',
          image: 'mongo:4.4',
          portNumber: 27017,
          securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false },
          resources: {
            cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(200) },
            memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
          },
          volumeMounts: [{ path: '/data/db', volume }],
        },
      ],
    });
    deployment.exposeViaService({
      name: 'go-demo-7-db',
      ports: [{ name: 'mongo', port: 27017 }],
    });
  }
}
