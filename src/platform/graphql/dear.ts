/**
 * For a mutation that hashes a password or has a mail sent: it costs more than half of what a request may, so that one such
 * is all that fits in.
 */
export const DEAR = { complexity: ({ childComplexity }: { childComplexity: number }) => 2_600 + childComplexity };
