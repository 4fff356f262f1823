import type { ReleaseJson } from './release-json';

/** A release without the hashes of its files: all that its descriptions for people are made of. */
export type ReleaseOutline = Omit<ReleaseJson, 'files'>;
