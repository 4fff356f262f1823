import type { Severity } from '../finding/finding';
import type { CheckSettings } from './check-settings';

/** The `properties` of the plugin in cdk8s.yaml. */
export interface ValidationProperties extends CheckSettings {
  /**
   * Warnings fail the synthesis too.
   * @default false
   */
  readonly strict?: boolean | undefined;
  /**
   * What is reported.
   * @default warning
   */
  readonly minSeverity?: Severity | undefined;
}

/** The properties as they were written, if they can be what they are for. Throws what is wrong. */
export function readProperties(given: ValidationProperties): ValidationProperties {
  for (const [name, value] of Object.entries(given)) {
    const property = PROPERTIES[name];
    if (property === undefined) {
      throw new Error(
        `unknown property '${name}' of the validation, allowed: ${Object.keys(PROPERTIES).join(', ')}`,
      );
    }
    if (value === undefined || property.fits(value)) continue;
    throw new Error(
      `property '${name}' of the validation is ${JSON.stringify(value)}, allowed: ${property.allowed}`,
    );
  }
  return given;
}

interface Property {
  readonly fits: (value: unknown) => boolean;
  readonly allowed: string;
}

const SEVERITIES: readonly unknown[] = ['error', 'warning', 'info'];

const PROPERTIES: Readonly<Record<string, Property>> = {
  strict: { fits: (value) => typeof value === 'boolean', allowed: 'true, false' },
  minSeverity: { fits: (value) => SEVERITIES.includes(value), allowed: 'error, warning, info' },
  namespace: { fits: (value) => typeof value === 'string', allowed: 'the name of a namespace' },
  allow: {
    fits: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
    allowed: 'a list of rule-id=reason',
  },
};
