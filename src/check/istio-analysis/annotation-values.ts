/** What Istio can read as the value of an annotation (pkg/kube/inject/validate.go). Others are not looked at. */
export const ANNOTATION_READERS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['prometheus.istio.io/merge-metrics', isBoolean],
  ['readiness.status.sidecar.istio.io/failureThreshold', isUnsigned],
  ['readiness.status.sidecar.istio.io/initialDelaySeconds', isUnsigned],
  ['readiness.status.sidecar.istio.io/periodSeconds', isUnsigned],
  ['sidecar.istio.io/interceptionMode', isMode],
  ['status.sidecar.istio.io/port', isPort],
  ['traffic.sidecar.istio.io/excludeInboundPorts', arePorts],
  ['traffic.sidecar.istio.io/excludeOutboundIPRanges', areRanges],
  ['traffic.sidecar.istio.io/excludeOutboundPorts', arePorts],
  ['traffic.sidecar.istio.io/includeInboundPorts', (value) => value === '*' || arePorts(value)],
  [
    'traffic.sidecar.istio.io/includeOutboundIPRanges',
    (value) => value === '*' || areRanges(value),
  ],
]);

function isBoolean(value: string): boolean {
  return /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/u.test(value);
}

function isUnsigned(value: string): boolean {
  return /^\d+$/u.test(value) && Number(value) < 2 ** 32;
}

function isMode(value: string): boolean {
  return ['REDIRECT', 'TPROXY', 'NONE'].includes(value);
}

function isPort(value: string): boolean {
  return /^\d+$/u.test(value.trim()) && Number(value) < 2 ** 16;
}

function arePorts(value: string): boolean {
  return value.trim() === '' || value.split(',').every(isPort);
}

function areRanges(value: string): boolean {
  return value === '' || value.split(',').every(isRange);
}

function isRange(value: string): boolean {
  const [address = '', bits = '', ...rest] = value.split('/');
  if (rest.length > 0 || !/^\d{1,3}$/u.test(bits)) return false;
  if (address.includes(':')) return /^[0-9a-fA-F:.]+$/u.test(address) && Number(bits) <= 128;
  const parts = address.split('.');
  const isByte = (part: string): boolean => /^\d{1,3}$/u.test(part) && Number(part) < 256;
  return parts.length === 4 && parts.every(isByte) && Number(bits) <= 32;
}
