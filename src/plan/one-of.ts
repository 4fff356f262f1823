/** Exactly one of the fields of `Choices`: a value that says two things does not compile. */
export type OneOf<Choices> = {
  [Choice in keyof Choices]: { readonly [Field in Choice]: Choices[Field] } & {
    readonly [Field in Exclude<keyof Choices, Choice>]?: never;
  };
}[keyof Choices];
