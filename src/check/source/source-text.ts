/** A text file as a command read it. */
export interface SourceText {
  /** As the user named it, with forward slashes; `-` for stdin. */
  readonly file: string;
  readonly text: string;
  /** Whether the user named this very file, and not a directory above it. */
  readonly named: boolean;
}
