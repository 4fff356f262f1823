import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** The MongoDB of go-demo-7: one pod, its volume, and the Service that the API calls. */
export class Database extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const metadata = { name: 'go-demo-7-db' };
    const claim = new kplus.PersistentVolumeClaim(this, 'claim', {
      metadata,
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
      storage: Size.gibibytes(2),
    });
    const deployment = new kplus.Deployment(this, 'mongo', {
      metadata,
      podMetadata: { labels: { app: 'go-demo-7-db' } },
      replicas: 1,
      // big bang: two pods can't share the volume
      strategy: kplus.DeploymentStrategy.recreate(),
      securityContext: { ensureNonRoot: false },
      containers: [
        {
          name: 'mongo',
          // the API's driver (mgo) speaks opcodes that MongoDB dropped in 5.1
          image: 'mongo:4.4',
          imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
          portNumber: 27017,
          securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false },
          resources: {
            cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(500) },
            memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
          },
          volumeMounts: [
            {
              path: '/data/db',
              volume: kplus.Volume.fromPersistentVolumeClaim(this, 'volume', claim),
            },
          ],
        },
      ],
    });
    deployment.exposeViaService({
      name: 'go-demo-7-db',
      ports: [{ name: 'tcp-mongo', port: 27017 }],
    });
  }
}
