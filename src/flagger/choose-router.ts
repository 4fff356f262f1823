import type { CanarySettings } from './canary-settings';
import { gatewayRouter } from './gateway-router';
import { ingressRouter } from './ingress-router';
import { istioRouter } from './istio-router';
import { noRouter, splitRouter } from './plain-routers';
import type { Router } from './router';

/** The router of a provider. One that the controller does not know is taken for istio. */
export function chooseRouter({ provider }: CanarySettings): Router {
  switch (provider) {
    case 'kubernetes':
    case 'none':
      return noRouter;
    case 'nginx':
      return ingressRouter;
    case 'gatewayapi:v1':
      return gatewayRouter('v1');
    case 'gatewayapi:v1beta1':
      return gatewayRouter('v1beta1');
    default:
      return SPLITS.test(provider) ? splitRouter : istioRouter;
  }
}

const SPLITS =
  /^(smi:|linkerd$|osm$|traefik$|contour$|gloo|appmesh|kuma$|skipper$|apisix$|knative$)/;
