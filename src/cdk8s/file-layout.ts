import { YamlOutputType, type App } from 'cdk8s';
import type { FileLayout } from '../emit/phase-files';
import type { OutputType } from '../emit/release-json';
import type { Plan } from '../plan/plan';

/** How the phases of a release are divided into files: as the app says for its charts. */
export function layoutOf(app: App, plan: Plan): FileLayout {
  return {
    output: YamlOutputType[app.yamlOutputType] as OutputType,
    extension: app.outputFileExtension,
    chart: plan.chart,
    namespace: plan.namespace,
  };
}
