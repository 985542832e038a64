declare const brand: unique symbol;

/** A plain value that only its own kind may stand in for: an `AreaCode` is no `AccountId`. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
