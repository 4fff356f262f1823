import type { Manifest } from '../../manifest/manifest';

/** What a message of IST0101 misses. */
export type Missing =
  | { readonly kind: 'host' | 'mirror host' | 'host:port'; readonly host: string }
  | { readonly kind: 'subset'; readonly host: string; readonly subset: string }
  | { readonly kind: 'gateway'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'selector'; readonly selector: Readonly<Record<string, string>> }
  | { readonly kind: 'credential'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'namespace'; readonly pattern: string };

/** One thing that an analyzer of Istio says, in our words. */
export interface AnalysisMessage {
  /** Istio's code, `IST0101`. */
  readonly code: string;
  /** The object, the same (`===`) as in the state. */
  readonly manifest: Manifest;
  /** Path of the field; empty for the object as a whole. */
  readonly path: string;
  readonly message: string;
  readonly given?: string;
  readonly allowed?: string;
  /**
   * Path of the field whose line Istio prints. Messages of one object that differ in nothing else are two because of it.
   * @default the object's own line
   */
  readonly line?: string;
  /** What makes two messages of one object and line the same. @default the message */
  readonly same?: string;
  /** For IST0101: what is missing. */
  readonly missing?: Missing;
  /** The other object that the message is about, where there is one. */
  readonly other?: Manifest;
}

/** Istio's three levels. */
export type Level = 'Error' | 'Warning' | 'Info';

/** The level that Istio gives to a code (pkg/config/analysis/msg/messages.yaml of 1.30). */
export function levelOf(code: string): Level {
  if (ERRORS.has(code)) return 'Error';
  return INFOS.has(code) ? 'Info' : 'Warning';
}

const ERRORS: ReadonlySet<string> = new Set(
  [
    ...['0101', '0106', '0109', '0110', '0111', '0112', '0145', '0147', '0149'],
    ...['0159', '0160', '0161', '0173'],
  ].map((digits) => `IST${digits}`),
);

const INFOS: ReadonlySet<string> = new Set(
  ['0102', '0118', '0131', '0135', '0148'].map((digits) => `IST${digits}`),
);
