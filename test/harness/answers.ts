/** An SDK answer without what the SDK adds to it. */
export function membersOf<Answer extends { $metadata: unknown }>(answer: Answer): Omit<Answer, '$metadata'> {
  const { $metadata: _, ...members } = answer;
  return members;
}
