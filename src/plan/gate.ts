/** What must hold before leaving a settled phase. */
export type Gate =
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'approval' }
  | { readonly kind: 'metrics'; readonly metrics: readonly string[]; readonly seconds: number };
