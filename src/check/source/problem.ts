import type { DocumentText } from './document-text';
import type { FileRuleId } from './file-rules';

/** Something that is wrong with a file or a document, before there is an object to check. */
export interface Problem {
  readonly rule: FileRuleId;
  readonly file: string;
  readonly message: string;
  /** Where in the file: a place of its own, or a field of a document. */
  readonly spot?: Spot | undefined;
  /** Where else: the first of two. Told at the end of the message. */
  readonly first?: Extract<Spot, { readonly kind: 'field' }>;
  readonly given?: string;
  readonly fix?: string;
}

/** Where a problem is. Lines and columns count from 1. */
export type Spot =
  | {
      readonly kind: 'line';
      readonly line: number;
      readonly column: number;
      /** Column where it ends, exclusive. @default the end of the line */
      readonly end?: number;
      readonly lineText?: string;
    }
  | { readonly kind: 'field'; readonly document: DocumentText; readonly path: string };
