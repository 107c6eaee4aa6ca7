/**
 * Why a record is kept aside: a sentence for people, and one of a closed list of classes that programs, the verdict
 * first of all, compare. The list is documented in docs/data-model.md.
 */
export const reasonClasses = {
  "page-unreadable": "The whole answer cannot be read as what was asked for.",
  "field-missing": "A field the record needs is absent, empty or has another name.",
  "field-type": "A field holds something of another type or format.",
  time: "The times are no interval of the dataset, contradict each other, or are not plausible.",
  unit: "The unit is none of the dataset's.",
  "value-missing": "The value is missing where the provider has no word for that.",
  "value-range": "The value lies outside of what is plausible.",
} as const;

export type ReasonClass = keyof typeof reasonClasses;

export interface Reason {
  readonly class: ReasonClass;
  /** What was read, in quotes, and what was expected. */
  readonly sentence: string;
}

export function isReasonClass(text: unknown): text is ReasonClass {
  return typeof text === "string" && Object.hasOwn(reasonClasses, text);
}

/** The classes of some reasons, each once. */
export function classesOf(reasons: readonly Reason[]): ReasonClass[] {
  return [...new Set(reasons.map((reason) => reason.class))];
}
