import type { ReleaseJson } from './release-json';

/** A release for people: its phases, what changes, who is exposed, for how long, and the way back. */
export function planMarkdown(release: Omit<ReleaseJson, 'files'>): string {
  return `${release.phases.length}\n`;
}
