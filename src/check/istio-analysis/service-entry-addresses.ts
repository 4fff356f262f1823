import { hasField, listIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { specOf, type AnalysisWorld } from './analysis-world';

/** IST0134: a ServiceEntry with a TCP port has no address, so that its connections cannot be told from others. */
export function analyzeServiceEntryAddresses({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  return ofKind('networking.istio.io/ServiceEntry')
    .filter((entry) => !hasField(specOf(entry), 'addresses'))
    .flatMap((manifest) =>
      listIn(specOf(manifest), 'ports').flatMap((port, index) => {
        const protocol = textIn(port, 'protocol') ?? '';
        if (protocol !== '' && protocol.toUpperCase() !== 'TCP') return [];
        const message =
          'has a TCP port and no addresses: the proxy tells its connections from others by port alone';
        const path = `spec.ports[${index}]`;
        return [
          { code: 'IST0134', manifest, path, message, line: `${path}.name`, given: protocol },
        ];
      }),
    );
}
