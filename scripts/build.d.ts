/** Builds dist/ when it is older than what it is made from; throws with the words of the build when it fails. */
export function ensureBuilt(): Promise<void>;
