/** Messages of one language: sentences in ICU syntax, in groups as deep as they need to be. */
export type MessageTree = { readonly [key: string]: string | MessageTree };

/** The same keys as `Tree`, each holding some sentence. */
export type SameShape<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : SameShape<Tree[Key]>;
};

/**
 * One namespace in the three languages, side by side. Spanish is the shape: a key that Portuguese or English lacks, or
 * has in excess, does not compile. Sentences keep their literal types, so that callers must pass their arguments.
 */
export function defineMessages<const Spanish extends MessageTree>(languages: {
  es: Spanish;
  pt: SameShape<NoInfer<Spanish>>;
  en: SameShape<NoInfer<Spanish>>;
}) {
  return languages;
}
