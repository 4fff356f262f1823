/** Label keys and values, as `metadata.labels` and `matchLabels` hold them. */
export type Labels = Readonly<Record<string, string>>;

/** Whether labels carry every key and value of a selector. An empty or absent selector selects nothing. */
export function selects(selector: Labels | undefined, labels: Labels | undefined): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value);
}
