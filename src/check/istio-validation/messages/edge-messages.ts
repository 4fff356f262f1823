import { list, map, message, oneName, type MessageType } from '../message-type';
import {
  connectionPool,
  destination,
  networkingSelector,
  port,
  serverTls,
} from './common-messages';

/** Istio's `Gateway`. */
export const gateway: MessageType = message({
  servers: list(
    message({
      port,
      bind: 'text',
      hosts: list('text'),
      tls: serverTls,
      defaultEndpoint: 'text',
      name: 'text',
    }),
  ),
  selector: map('text'),
});

/** Istio's `WorkloadEntry`. */
export const workloadEntry: MessageType = message({
  address: 'text',
  ports: map('uint32'),
  labels: map('text'),
  network: 'text',
  locality: 'text',
  weight: 'uint32',
  serviceAccount: 'text',
});

/** Istio's `ServiceEntry`. */
export const serviceEntry: MessageType = message({
  hosts: list('text'),
  addresses: list('text'),
  ports: list(port),
  location: oneName('MESH_EXTERNAL', 'MESH_INTERNAL'),
  resolution: oneName('NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'),
  endpoints: list(workloadEntry),
  exportTo: list('text'),
  subjectAltNames: list('text'),
  workloadSelector: networkingSelector,
});

const captureMode = oneName('DEFAULT', 'IPTABLES', 'NONE');

/** Istio's `Sidecar`. */
export const sidecar: MessageType = message({
  workloadSelector: networkingSelector,
  ingress: list(
    message({
      port,
      bind: 'text',
      captureMode,
      defaultEndpoint: 'text',
      tls: serverTls,
      connectionPool,
    }),
  ),
  egress: list(message({ port, bind: 'text', captureMode, hosts: list('text') })),
  inboundConnectionPool: connectionPool,
  outboundTrafficPolicy: message({
    mode: oneName('REGISTRY_ONLY', 'ALLOW_ANY'),
    egressProxy: destination,
  }),
});
