/** Options of `route`, as the parser gives them. */
export interface RouteOptions {
  readonly from?: string;
  readonly host?: string;
  readonly port?: number;
  readonly path: string;
  readonly method: string;
  readonly header: Readonly<Record<string, string>>;
  readonly by?: string;
  readonly namespace: string;
  readonly json?: true;
}
