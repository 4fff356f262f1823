import type { Manifest } from '../../manifest/manifest';
import type { AnalysisMessage } from './analysis-message';
import { annotationsOf, labelsOf, type AnalysisWorld } from './analysis-world';
import { KNOWN_ANNOTATIONS } from './known-annotations';

const KINDS = ['/Namespace', '/Service', '/Pod', 'apps/Deployment'];
const INJECT = 'sidecar.istio.io/inject';

/** Annotations of Istio: IST0108 unknown, IST0107 on a kind that it does not work on, IST0125 unreadable, IST0135 deprecated. */
export function analyzeAnnotations({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  return KINDS.flatMap(ofKind).flatMap((manifest) =>
    Object.entries(annotationsOf(manifest))
      .filter(([name]) => isIstios(name))
      .flatMap(([name, value]) => checkAnnotation(manifest, name, value)),
  );
}

function isIstios(name: string): boolean {
  return (
    name === 'kubernetes.io/ingress.class' || (name.split('/', 1)[0] ?? '').endsWith('istio.io')
  );
}

function checkAnnotation(
  manifest: Manifest,
  name: string,
  value: string,
): readonly AnalysisMessage[] {
  const place = { manifest, path: `metadata.annotations['${name}']`, given: name };
  const known = KNOWN_ANNOTATIONS.get(name);
  if (known === undefined) {
    const message = `has the annotation ${name}, which Istio does not know: it has no effect`;
    return [{ ...place, code: 'IST0108', message }];
  }
  const messages: AnalysisMessage[] = [];
  const hasLabel = name === INJECT && labelsOf(manifest)[INJECT] !== undefined;
  if (known.deprecated && !hasLabel) {
    const instead = name === INJECT ? ' in favour of the label of the same name' : '';
    const message = `has the annotation ${name}, which is deprecated${instead}`;
    messages.push({ ...place, code: 'IST0135', message });
  }
  if (known.kinds.includes('Any')) return messages;
  if (!known.kinds.includes(manifest.kind)) {
    const allowed = known.kinds.join(', ');
    const message = `has the annotation ${name}, which works on ${allowed} only: here it has no effect`;
    messages.push({ ...place, code: 'IST0107', message, allowed });
  } else if (known.reads?.(value) === false) {
    const message = `has the annotation ${name} with a value that Istio cannot read`;
    messages.push({ ...place, code: 'IST0125', message, given: value });
  }
  return messages;
}
