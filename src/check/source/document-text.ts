/** One document of a file: a part of its text between separators. */
export interface DocumentText {
  readonly file: string;
  /** The text of the document alone. Where the separator's line was, it begins after it. */
  readonly text: string;
  /** Lines of the file before the document's first. */
  readonly linesBefore: number;
  /** Characters of that line before the document; only JSON values share a line. */
  readonly columnsBefore: number;
  /** How the text was understood. */
  readonly syntax: 'plain' | 'yaml' | 'json';
}
