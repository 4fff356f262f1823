/** Shares of the traffic in percent. Odd settings take them out of 0 to 100. */
export interface Weights {
  readonly primary: number;
  readonly canary: number;
}

/** What a router answers when asked for the weights. */
export interface Routes extends Weights {
  /** Whether the canary gets a copy of the primary's requests. */
  readonly mirrored: boolean;
}

/** All traffic to the primary. */
export const ALL_PRIMARY: Routes = { primary: 100, canary: 0, mirrored: false };

/** All traffic to the canary. */
export const ALL_CANARY: Routes = { primary: 0, canary: 100, mirrored: false };
